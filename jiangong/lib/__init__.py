"""Pure Python, one noun per file or folder; imports nothing of ours."""
