"""Every write to accounts, by subject."""
