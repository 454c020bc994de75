"""Pages of messages, reminders and the ways they leave the house."""
