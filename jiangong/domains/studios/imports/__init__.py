"""Bringing in studios from a workbook: those still being built, those registered, those named long ago."""

from jiangong.domains.studios.imports import studios  # noqa: F401 — it registers
