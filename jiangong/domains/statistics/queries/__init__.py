"""Reads behind every figure that is looked at."""
