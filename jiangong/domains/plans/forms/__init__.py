"""Input shapes of plans."""
