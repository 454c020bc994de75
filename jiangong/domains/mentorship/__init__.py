"""Masters and apprentices: agreements, signatures, checks on the way, and what came of them."""
