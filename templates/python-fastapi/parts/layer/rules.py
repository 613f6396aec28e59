"""The rules of the team, a module for each aggregate."""
