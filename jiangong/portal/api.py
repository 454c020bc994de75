"""The open API put together: every domain's router under its name."""

from jiangong.domains.documents.api import router as documents
from jiangong.domains.indicators.api import router as indicators
from jiangong.domains.organizations.api import enterprise_router as enterprises
from jiangong.domains.organizations.api import router as organizations
from jiangong.domains.people.api import committee_router as committees
from jiangong.domains.people.api import router as people
from jiangong.domains.plans.api import router as plans
from jiangong.domains.reporting.api import router as reports
from jiangong.kit.rest.api import make_api

api = make_api()
api.add_router("/organizations", organizations)
api.add_router("/enterprises", enterprises)
api.add_router("/people", people)
api.add_router("/committees", committees)
api.add_router("/documents", documents)
api.add_router("/indicators", indicators)
api.add_router("/plans", plans)
api.add_router("/reports", reports)
