"""What every screen is made of: frame, components, phrases, tokens and the component gallery."""
