"""Rubrics: by which points work is judged."""
