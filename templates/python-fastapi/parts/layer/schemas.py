"""Bodies and queries of the API."""
