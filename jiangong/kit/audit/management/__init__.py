"""Commands of the audit kit."""
