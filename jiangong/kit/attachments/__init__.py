"""Files that belong to records: slots, checked uploads, a content-addressed store, guarded downloads."""
