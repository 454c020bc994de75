"""Input shapes of places."""
