"""Reports of units by windows, what is asked beside them, and matters sent up."""
