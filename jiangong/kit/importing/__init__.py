"""Bringing in workbooks: template, upload, check, preview, confirm once, take back."""
