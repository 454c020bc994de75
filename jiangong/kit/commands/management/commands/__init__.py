"""Commands of the command kit."""
