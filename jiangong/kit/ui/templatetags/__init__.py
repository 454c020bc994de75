"""The tags every template may use without loading them."""
