"""Reads about plans: the division as a grid, what does not add up, who still has to act."""
