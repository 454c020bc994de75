"""The console script ``jiangong``: every command of the project under one name."""

import os
import sys

from jiangong.lib.officialdoc import command as reading


def main() -> None:
    if sys.argv[1:2] == ["read"]:
        sys.exit(reading.main(sys.argv[2:]))
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - reading needs no framework

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
    execute_from_command_line(["jiangong", *sys.argv[1:]])
