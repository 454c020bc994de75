"""Reads about reports: windows, the lines of a sheet, boards, burden."""
