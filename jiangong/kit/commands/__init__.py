"""One command, one transaction, one effect: idempotency keys, refusals, versions."""
