"""How screens and processes are built; knows no domain."""
