"""Settings, root URLs and the console script; nothing else."""
