"""The window: all Qt, and nothing but Qt."""
