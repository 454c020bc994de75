"""Screens of the rural ledgers."""
