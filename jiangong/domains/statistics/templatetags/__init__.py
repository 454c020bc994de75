"""Tags of statistics."""
