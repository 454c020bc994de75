"""Who may sign in, which appointments they hold and what these allow."""
