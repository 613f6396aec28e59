"""Where the rules of the team come in."""
