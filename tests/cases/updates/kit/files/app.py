"""The service."""

import json

PORT = 8000


def start():
    """Start it."""
    return json.dumps({"port": PORT})


def stop():
    """Stop it."""
    return None
