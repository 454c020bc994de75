"""Tags of plans' templates."""
