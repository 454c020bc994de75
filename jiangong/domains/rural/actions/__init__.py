"""Every write on the rural ledgers."""
