"""The API of the product: every domain's operations under one address."""

from jiangong.kit.rest.api import make_api

api = make_api()
