"""The console script ``jiangong``: every command of the project under one name."""

import gc
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
    gc.disable()  # what is loaded here stays; looking through it for rubbish is an eighth of the time
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    gc.enable()
    execute_from_command_line(["jiangong", *sys.argv[1:]])
