"""Input shapes of supervision."""
