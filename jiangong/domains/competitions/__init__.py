"""Labour competitions of a year and who takes part in them."""
