"""What tests stand on: a throwaway PostgreSQL, system packages, a live server, mutants."""
