"""Screens of titles."""
