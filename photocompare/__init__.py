"""Measure what changed between two photographs of the same skin, each change with its error."""

__version__ = "0.1.0"
