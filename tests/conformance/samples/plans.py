"""Samples of plans."""

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.choices import Deliverable
from jiangong.domains.plans.models import Delivery, Edition, Plan, Reading
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, officer, word
from tests.factories.plans import make_plan


def plan(cast: Cast, place: Organization) -> Plan:
    below = cast.union if place == cast.district else cast.neighbour_union
    return make_plan(acting(cast, place), [below], title=f"{word(place)}计划{below.name}")


def delivery(cast: Cast, place: Organization) -> Delivery:
    step = (
        plan(cast, place)
        .programs.get()
        .steps.create(position=1, text=f"{word(place)}报送方案", deliverable=Deliverable.SCHEME)
    )
    return Delivery.objects.create(step=step, organization=place)


def edition(cast: Cast, place: Organization) -> Edition:
    return plan(cast, place).editions.get()


def reading(cast: Cast, place: Organization) -> Reading:
    return Reading.objects.create(
        organization=place, name=f"{word(place)}通知.txt", reader=officer(cast, place)
    )


SAMPLES: dict[str, Make] = {
    "plans.plan": plan,
    "plans.edition": edition,
    "plans.reading": reading,
    "plans.delivery": delivery,
}
