"""The open API put together: every domain's router under its name."""

from jiangong.domains.activities.api import router as activities
from jiangong.domains.assessments.api import router as rounds
from jiangong.domains.assessments.api import rubric_router as rubrics
from jiangong.domains.competitions.api import competition_router as competitions
from jiangong.domains.competitions.api import router as enrolments
from jiangong.domains.documents.api import router as documents
from jiangong.domains.honors import api as honors
from jiangong.domains.indicators.api import router as indicators
from jiangong.domains.mentorship.api import router as mentorship
from jiangong.domains.organizations.api import enterprise_router as enterprises
from jiangong.domains.organizations.api import router as organizations
from jiangong.domains.people.api import committee_router as committees
from jiangong.domains.people.api import router as people
from jiangong.domains.places.api import router as places
from jiangong.domains.plans.api import router as plans
from jiangong.domains.reform import api as reform
from jiangong.domains.reporting.api import router as reports
from jiangong.domains.rural import api as rural
from jiangong.domains.statistics.api import router as statistics
from jiangong.domains.studios.api import router as studios
from jiangong.domains.supervision import api as supervision
from jiangong.domains.titles.api import router as titles
from jiangong.kit.rest.api import make_api

api = make_api()
api.add_router("/organizations", organizations)
api.add_router("/enterprises", enterprises)
api.add_router("/people", people)
api.add_router("/committees", committees)
api.add_router("/documents", documents)
api.add_router("/indicators", indicators)
api.add_router("/plans", plans)
api.add_router("/titles", titles)
api.add_router("/studios", studios)
api.add_router("/honors/programmes", honors.programme_router)
api.add_router("/honors/nominations", honors.nomination_router)
api.add_router("/honors/certificates", honors.certificate_router)
api.add_router("/statistics", statistics)
api.add_router("/mentorship", mentorship)
api.add_router("/competitions", competitions)
api.add_router("/enrolments", enrolments)
api.add_router("/rural/projects", rural.project_router)
api.add_router("/rural/people", rural.participation_router)
api.add_router("/rural/collectives", rural.collective_router)
api.add_router("/rural/bases", rural.base_router)
api.add_router("/rural/fundings", rural.funding_router)
api.add_router("/reform/tasks", reform.task_router)
api.add_router("/reform/policies", reform.policy_router)
api.add_router("/reform/pilots", reform.pilot_router)
api.add_router("/places", places)
api.add_router("/activities", activities)
api.add_router("/reports", reports)
api.add_router("/inspection-plans", supervision.plan_router)
api.add_router("/inspections", supervision.visit_router)
api.add_router("/findings", supervision.finding_router)
api.add_router("/rubrics", rubrics)
api.add_router("/rounds", rounds)

urlpatterns, *_ = api.urls
