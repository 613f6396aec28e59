"""Tests of the service: on a real database, through its HTTP interface."""
