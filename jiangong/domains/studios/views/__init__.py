"""Screens of studios."""
