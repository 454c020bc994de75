"""Samples of statistics."""

from datetime import date

from jiangong.domains.organizations.models import Organization
from jiangong.domains.statistics.models import Circular
from jiangong.domains.statistics.queries.circulars import figures_now
from tests.cast import Cast
from tests.conformance.samples.making import Make, word
from tests.conformance.samples.plans import plan


def circular(cast: Cast, place: Organization) -> Circular:
    made = plan(cast, place)
    return Circular.objects.create(
        organization=place,
        plan=made,
        title=f"{word(place)}进度通报",
        as_of=date(2024, 9, 30),
        **figures_now(made, date(2024, 9, 30)),
    )


SAMPLES: dict[str, Make] = {
    "statistics.circular": circular,
}
