"""Screens of the ledgers of the reform."""
