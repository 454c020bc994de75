"""Every write of selection."""
