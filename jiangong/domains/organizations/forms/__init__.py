"""What is typed about organizations."""
