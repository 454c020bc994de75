"""Screens of people and committees."""
