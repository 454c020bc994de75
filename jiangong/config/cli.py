"""The console script ``jiangong``: every command of the project under one name."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
    execute_from_command_line(["jiangong", *sys.argv[1:]])
