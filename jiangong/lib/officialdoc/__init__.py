"""Official documents: reading notices and writing them in the layout of GB/T 9704-2012."""
