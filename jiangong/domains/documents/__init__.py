"""The register of incoming and outgoing documents."""
