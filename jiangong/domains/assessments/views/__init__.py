"""Screens of rubrics, rounds of scoring, score sheets and results."""
