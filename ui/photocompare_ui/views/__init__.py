"""What shows the photographs."""
