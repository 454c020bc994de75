"""The WSGI entry point that granian serves."""

import os
import sys

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from jiangong.portal.supervising import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
die_with_parent()
# A page that takes longer than this is a fault; a worker's job is not.
os.environ.setdefault("STATEMENT_TIMEOUT", "30000")
# An export in one thread must not make the pages in the others wait 5 ms at every turn.
sys.setswitchinterval(0.0005)
application = get_wsgi_application()


def _refuse_demo_accounts() -> None:
    # The models are there only once the application stands.
    from jiangong.portal.demo.accounts import refuse_left_over_accounts  # noqa: PLC0415

    refuse_left_over_accounts()


if settings.PRODUCTION:
    _refuse_demo_accounts()
