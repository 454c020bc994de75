"""A union moves: whatever it has goes with it, of every year, also what counted nowhere until then."""

from collections.abc import Iterator
from datetime import date

import pytest

from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.domains.indicators.choices import IndicatorKind, SourceMode
from jiangong.domains.indicators.models import Indicator, SourceRule
from jiangong.domains.indicators.queries.figures import values
from jiangong.domains.indicators.queries.spans import Span
from jiangong.domains.indicators.queries.verifying import verify_summary
from jiangong.domains.organizations.choices import OrganizationKind
from jiangong.domains.organizations.models import Organization, OrganizationSpan
from jiangong.domains.people.choices import CommitteeKind
from jiangong.domains.people.models import Committee
from jiangong.kit.access.paths import child_path
from tests.factories.organizations import make_organization
from tests.support.histories import RANDOM_WHY, committees_counted

LATER = Span(date(2024, 1, 1), date(2024, 12, 31))


@pytest.fixture
def places(db) -> Iterator[tuple[Organization, Organization, Organization]]:
    """A union of one district and the other district; what it has is of the year after its move."""
    with committees_counted():
        root = make_organization("试市总工会", OrganizationKind.FEDERATION)
        here, there = (make_organization(f"{n}区", OrganizationKind.DISTRICT, root) for n in range(2))
        union = make_organization("厂", OrganizationKind.GRASSROOTS, here)
        Committee.objects.create(
            organization=union, name="某", kind=CommitteeKind.UNION, term_from=date(2024, 6, 1), version=2
        )
        yield here, there, union


def indicator(kind: IndicatorKind, root: Organization) -> Indicator:
    return Indicator.objects.create(
        organization=root,
        code=f"ZB-{kind}",
        name=f"指标{kind}",
        unit="个",
        kind=kind,
        source_mode=SourceMode.LEDGER,
        measure=f"people.test_{kind}",
    )


def move(union: Organization, there: Organization) -> None:
    """In the year before anything counts."""
    day = date(2023, 7, 1)
    OrganizationSpan.objects.ungated(RANDOM_WHY).filter(organization=union).update(ends_on=day)
    path = child_path(there.path, union.pk)
    OrganizationSpan.objects.create(
        organization=union, name=union.name, kind=union.kind, parent=there, path=path, starts_on=day
    )


@pytest.mark.database
@pytest.mark.parametrize("kind", [IndicatorKind.DISTINCT, IndicatorKind.SUM])
@pytest.mark.parametrize("counted_before", [True, False])
def test_everything_goes_with_the_union(places, kind, counted_before):
    here, there, union = places
    counts = indicator(kind, here.parent)
    if not counted_before:
        SourceRule.objects.create(
            indicator=counts, organization=here, starts_on=date(2020, 1, 1), mode=SourceMode.TYPED
        )
    fold_everything()
    move(union, there)
    right = 2 if kind == IndicatorKind.SUM else 1
    for _ in ("before it is folded", "after"):
        found = values([counts], [here.pk, there.pk], [LATER])
        figures = [found[counts.pk, one.pk, LATER].amount for one in (here, there)]
        assert figures == [0, right]
        fold_everything()
        assert verify_summary().differing == []
