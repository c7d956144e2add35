"""A person at the keyboard: the demo in a real browser."""
