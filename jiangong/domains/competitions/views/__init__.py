"""Screens of competitions."""
