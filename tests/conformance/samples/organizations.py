"""Samples of organizations."""

from datetime import date

from jiangong.domains.organizations.choices import AliasSource, ChangeKind, ChangeState, DictionaryKey
from jiangong.domains.organizations.models import (
    Dictionary,
    NameQuestion,
    Organization,
    OrganizationAlias,
    OrganizationChange,
)
from tests.cast import Cast
from tests.conformance.samples.making import Make, word
from tests.factories.organizations import make_enterprise


def alias(cast: Cast, place: Organization) -> OrganizationAlias:
    text = f"{word(place)}别名{place.pk}"
    return OrganizationAlias.objects.create(
        organization=place, text=text, normalized=text, source=AliasSource.LEARNED
    )


def change(cast: Cast, place: Organization) -> OrganizationChange:
    return OrganizationChange.objects.create(
        organization=place,
        kind=ChangeKind.RENAME,
        effective_on=date(2030, 1, 1),
        summary=f"{word(place)}更名",
        state=ChangeState.PENDING,
    )


SAMPLES: dict[str, Make] = {
    "organizations.organization": lambda cast, place: place,
    "organizations.organizationalias": alias,
    "organizations.organizationchange": change,
    "organizations.namequestion": lambda cast, place: NameQuestion.objects.create(
        organization=place, text=f"{word(place)}{place.pk}", normalized=f"{word(place)}{place.pk}"
    ),
    "organizations.enterprise": lambda cast, place: make_enterprise(f"{word(place)}厂", place),
    "organizations.dictionary": lambda cast, place: Dictionary.objects.create(
        key=DictionaryKey.values[0], year=1990 + place.position
    ),
}
