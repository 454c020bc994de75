"""Printing: one description of a document, every format through one door."""
