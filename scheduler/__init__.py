"""The annual wheel: what is due, for whom, when, and in which state."""
