"""Who may do what to which rows: actor, permissions, scope, privacy of fields."""
