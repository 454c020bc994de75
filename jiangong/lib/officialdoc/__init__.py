"""Official documents: reads notices by rules and offline, and writes them in the layout of GB/T 9704-2012."""
