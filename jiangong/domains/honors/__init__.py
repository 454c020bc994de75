"""Choosing whom to honour (选树表彰), step by step, and what follows from an honour."""
