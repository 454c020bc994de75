"""Work that outlives a request: enqueue in the caller's transaction, claim once, retry, report progress."""
