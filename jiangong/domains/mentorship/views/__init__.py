"""Screens of mentorship."""
