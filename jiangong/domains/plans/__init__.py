"""From a notice to issued targets."""
