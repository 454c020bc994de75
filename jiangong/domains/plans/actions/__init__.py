"""Every write on plans."""
