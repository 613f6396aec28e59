"""What other services are told."""
