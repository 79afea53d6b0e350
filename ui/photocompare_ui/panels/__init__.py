"""What stands beside the photographs."""
