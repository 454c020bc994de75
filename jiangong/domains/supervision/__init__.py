"""Inspections: drawn by lot, carried out on the spot, put right and checked again."""
