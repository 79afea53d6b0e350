"""Windows that open over the window; never modal loops, always `open()`."""
