"""What the team adds."""
