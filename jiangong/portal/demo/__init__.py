"""The demo federation: organizations, accounts, people, documents, plans, ledgers — invented, deterministic."""

from django.db import transaction

from jiangong.domains.accounts.models import User
from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.portal.demo import (
    accounts,
    activities,
    assessments,
    competitions,
    documents,
    honors,
    indicators,
    mentorship,
    organizations,
    people,
    places,
    plans,
    reform,
    reporting,
    rural,
    services,
    statistics,
    studios,
    supervision,
    titles,
)

PARTS = (
    organizations.load,
    accounts.load,
    people.load,
    documents.load,
    services.draft,
    plans.load,
    titles.load,
    studios.load,
    mentorship.load,
    competitions.load,
    rural.load,
    reform.load,
    places.load,
    activities.load,
    honors.load,
    indicators.load,  # ledgers are there, so figures may come from them
    assessments.load,
    reporting.load,
    services.load,
    supervision.load,  # it compares with what is reported
    statistics.load,  # last: it tells what all the others show
)  # in this order: each needs what stands before it


def is_empty() -> bool:
    """Whether nobody has begun to work here."""
    known = Organization.objects.ungated("whether the database is empty concerns no one's rows")
    return not known.exists() and not User.objects.exists()


@transaction.atomic
def load_demo(actor: Actor) -> None:
    """Load every part, or nothing."""
    for load in PARTS:
        load(actor)
