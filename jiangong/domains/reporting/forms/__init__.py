"""What is entered about reports."""
