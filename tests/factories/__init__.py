"""One factory module per app; what they make looks as the product would have left it."""
