"""What an address asks for: a plan's board of a place on a day."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.plans.models import Plan
from jiangong.domains.statistics.queries.board import Board, BoardGoal, board_of, verified_board
from jiangong.domains.statistics.queries.rows import Place, place_of
from jiangong.domains.statistics.queries.terms import default_day
from jiangong.kit.pages.base import Page
from jiangong.lib.dates import parse_date
from jiangong.lib.digits import whole_number

EARLIEST = date(1990, 1, 1)
VERIFIED = "verified"


def day_asked(text: str, usual: date) -> date:
    """A day between the beginning and today; what cannot be read is the usual one."""
    try:
        found = parse_date(text) if text else usual
    except ValueError:
        return usual
    return min(max(found, EARLIEST), timezone.localdate())


def is_day(text: str, day: date) -> bool:
    """Whether a text in an address says this day."""
    try:
        return parse_date(text) == day
    except ValueError:
        return False


class BoardReader(Page):
    """A page that shows a plan's board: its place, its day, its chosen goal."""

    model = Plan

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization", "parent")

    @cached_property
    def as_of(self) -> date:
        return day_asked(self.request.GET.get("as_of", ""), default_day(self.get_object()))

    @cached_property
    def unit(self) -> Organization | None:
        """The union asked for, if the actor sees it; a stranger's is not there."""
        if not (text := self.request.GET.get("unit", "")):
            return None
        found = Organization.objects.visible_to(self.actor).filter(pk=whole_number(text)).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def place(self) -> Place:
        found = place_of(self.get_object(), self.actor, self.unit)
        if found is None:
            raise Http404
        return found

    @property
    def wants_verified(self) -> bool:
        """Whether what inspectors found is asked for in place of what was reported."""
        return self.request.GET.get("figures") == VERIFIED

    @cached_property
    def board(self) -> Board:
        return board_of(self.place, self.as_of)

    @cached_property
    def shown(self) -> Board:
        """The board whose table is shown: as reported, or as verified where somebody was there."""
        return verified_board(self.board) if self.wants_verified else self.board

    @cached_property
    def goal(self) -> BoardGoal | None:
        return self.chosen_goal()

    def chosen_goal(self) -> BoardGoal | None:
        """The one in the address, otherwise the one that needs looking at."""
        return self.board.goal(whole_number(self.request.GET.get("goal", "")))
