"""Use cases, and the queries they need."""
