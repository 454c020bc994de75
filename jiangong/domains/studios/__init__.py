"""Innovation studios: file, registration, naming, yearly confirmation, public card."""
