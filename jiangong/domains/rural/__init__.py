"""What unions and their model workers do for villages."""
