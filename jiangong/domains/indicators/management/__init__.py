"""Management commands of indicators."""
