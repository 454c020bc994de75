"""The register of titles: who holds which, since when, by which document."""
