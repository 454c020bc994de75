#!/usr/bin/env python3
"""Django's usual door; the console script ``jiangong`` is the same."""

from jiangong.config.cli import main

if __name__ == "__main__":
    main()
