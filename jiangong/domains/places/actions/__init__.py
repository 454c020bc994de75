"""Every write on places."""
