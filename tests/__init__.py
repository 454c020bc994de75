"""The suite mirrors jiangong/; see docs/testing.md."""
