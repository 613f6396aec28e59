"""Tables, a module for each aggregate."""
