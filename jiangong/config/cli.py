"""The console script ``jiangong``: every command of the project under one name."""

import gc
import logging
import os
import sys

from jiangong.lib.officialdoc import command as reading

# Ways of the framework around the separation of administrators and the audit trail.
CLOSED = {
    "createsuperuser": "建功没有超级用户。开通市总工会和三名管理员请用jiangong init。",
    "changepassword": "重置密码请用jiangong reset_password，会留下审计记录。",
}


def main() -> None:
    name = "".join(sys.argv[1:2])
    if sentence := CLOSED.get(name):
        sys.exit(sentence)
    if name == "read":
        sys.exit(reading.main(sys.argv[2:]))
    run_command()


def run_command() -> None:
    """Any command that needs settings and the database; what the operator can mend is told in a sentence."""
    # Reading a notice needs no framework, and starts in half the time without it.
    import django  # noqa: PLC0415
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
    gc.disable()  # what is loaded here stays; looking through it for rubbish is an eighth of the time
    try:
        django.setup()
        gc.enable()
        logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it repeats what is said once below
        execute_from_command_line(["jiangong", *sys.argv[1:]])
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except DatabaseError as error:
        # Read once the settings stand.
        from django.conf import settings  # noqa: PLC0415

        from jiangong.config.troubles import explained  # noqa: PLC0415

        if not (sentence := explained(error, settings.DATABASES["default"])):
            raise
        sys.exit(sentence)
