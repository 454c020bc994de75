"""The WSGI entry point that granian serves."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections

from jiangong.config.env import limit_statements
from jiangong.kit.listing.apart import prepare
from jiangong.portal.serving import load_pages
from jiangong.portal.supervising import die_with_parent

PAGE_MILLISECONDS = 30_000  # a page that takes longer is a fault; a worker's job is not

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiangong.config.settings")
die_with_parent()
application = get_wsgi_application()
load_pages()
prepare()  # an export is no page: it is forked from what has no limit yet, no thread and no connection
limit_statements(connections.settings["default"], PAGE_MILLISECONDS)


def _refuse_demo_accounts() -> None:
    # The models are there only once the application stands.
    from jiangong.portal.demo.accounts import refuse_left_over_accounts  # noqa: PLC0415

    refuse_left_over_accounts()


if settings.PRODUCTION:
    _refuse_demo_accounts()
