"""Encrypted backups in one format for both databases: tables as sorted JSON lines, attachments, anchors."""
