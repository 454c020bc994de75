"""Each kind of file, turned into paragraphs and tables."""
