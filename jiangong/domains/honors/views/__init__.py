"""Screens of selection."""
