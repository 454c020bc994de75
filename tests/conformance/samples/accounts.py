"""Samples of accounts."""

from datetime import timedelta

from django.utils import timezone

from jiangong.domains.accounts.models import Appointment
from jiangong.domains.organizations.models import Organization
from tests.cast import Cast
from tests.conformance.samples.making import Make, officer
from tests.factories.accounts import make_user


def delegation(cast: Cast, place: Organization) -> Appointment:
    owner = officer(cast, place)
    own = Appointment.objects.ungated("sample").get(user=owner, organization=place)
    return Appointment.objects.create(
        user=make_user(f"deputy{place.pk}"),
        organization=place,
        role=own.role,
        delegated_from=own,
        ends_on=timezone.localdate() + timedelta(days=9),
    )


SAMPLES: dict[str, Make] = {
    "accounts.user": officer,
    "accounts.appointment": lambda cast, place: Appointment.objects.ungated("sample").get(
        user=officer(cast, place), organization=place
    ),
}

# Where an address needs a row of a certain shape.
SHAPED: dict[str, Make] = {"accounts:delegation_withdraw": delegation}
