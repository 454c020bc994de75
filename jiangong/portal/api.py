"""The open API put together: every domain's router under its name."""

from jiangong.kit.rest.api import make_api

api = make_api()
