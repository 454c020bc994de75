"""What is typed in selection."""
