"""Where the screens of this app lead back to."""

from typing import Any

from django.urls import reverse, reverse_lazy

from jiangong.kit.pages.heads import Link

SECTION = "competitions"
COMPETITIONS = Link("竞赛", reverse_lazy("competitions:list"))


def enrolment_crumbs(enrolment: Any) -> tuple[Link, ...]:
    competition = enrolment.competition
    listed = f"{reverse('competitions:enrolment_list')}?kind={enrolment.kind}&year={enrolment.year}"
    return (
        Link(competition.short_name, competition.get_absolute_url()),
        Link("参赛台账", listed),
        Link(str(enrolment), enrolment.get_absolute_url()),
    )
