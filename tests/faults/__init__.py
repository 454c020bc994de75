"""Fault tests: what must hold when power fails, disks lie and people press twice. Each has a mutant."""
