"""Reads about the rural action: twins, figures by unit, a unit's whole year."""
