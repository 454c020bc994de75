"""Official documents: reading notices by rules and offline, and writing them in the layout of GB/T 9704-2012."""
