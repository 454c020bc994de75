"""What the product does; one anatomy for all."""
