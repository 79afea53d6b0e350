"""Qt models over what the core returned."""
