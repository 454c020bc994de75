"""Screens of accounts, by who uses them."""
