"""Samples of reporting."""

from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Goal
from jiangong.domains.reporting.models import Entry, Inquiry, Matter, Report, Window
from tests.cast import Cast
from tests.conformance.samples.making import Make, acting, word
from tests.factories.editions import make_issued
from tests.factories.reporting import YEAR, make_window


def report_window(cast: Cast, place: Organization) -> Window:
    """A window in which the place takes in its own report, so that only its own side sees it."""
    made = make_issued(acting(cast, place), [place], title=f"{word(place)}填报计划{place.pk}", year=YEAR)
    return make_window(made, 1 + Window.objects.ungated("the next month").filter(organization=place).count())


def report(cast: Cast, place: Organization) -> Report:
    return report_window(cast, place).reports.get()


def entry(cast: Cast, place: Organization) -> Entry:
    made = report(cast, place)
    goal = Goal.objects.get(program__plan=made.window.plan)
    return Entry.objects.create(report=made, organization_id=made.organization_id, goal=goal)


def matter(cast: Cast, place: Organization) -> Matter:
    return Matter.objects.create(
        organization=place,
        addressee=cast.federation,
        title=f"{word(place)}问题",
        text=word(place),
        due_on=timezone.localdate(),
    )


def inquiry(cast: Cast, place: Organization) -> Inquiry:
    today = timezone.localdate()
    return Inquiry.objects.create(
        organization=place, title=f"{word(place)}调查", purpose=word(place), due_on=today, expires_on=today
    )


SAMPLES: dict[str, Make] = {
    "reporting.report": report,
    "reporting.window": report_window,
    "reporting.entry": entry,
    "reporting.matter": matter,
    "reporting.inquiry": inquiry,
}
