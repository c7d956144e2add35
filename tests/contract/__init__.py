"""Our adapters and the outside world agree."""
