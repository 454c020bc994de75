"""Workbooks from and for clerks: checked before parsing, parsed apart, written without live formulas."""
