"""The open API's ground: tokens per organization, scopes, cursors, problem details."""
