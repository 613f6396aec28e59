"""Values and states: plain rules, no I/O."""
