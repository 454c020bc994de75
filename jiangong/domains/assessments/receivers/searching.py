"""Rubrics and rounds can be found by their names."""

from collections.abc import Iterator

from jiangong.domains.assessments.models import Round, Rubric
from jiangong.kit.access.actor import Actor
from jiangong.kit.listing.searching import Hit, SearchSource, register_search


def find_rubrics(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    found = Rubric.objects.visible_to(actor).filter(title__icontains=text).select_related("organization")
    for one in found.order_by("-year", "-pk")[:limit]:
        yield Hit(str(one), f"{one.year}年　{one.organization}", one.get_absolute_url(), "clipboard-check")


def find_rounds(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    found = Round.objects.visible_to(actor).filter(title__icontains=text).select_related("organization")
    for one in found.order_by("-year", "-pk")[:limit]:
        sub = f"{one.year}年　{one.get_state_display()}"
        yield Hit(one.title, sub, one.get_absolute_url(), "medal")


register_search(SearchSource("评分标准", "assessments.view", find_rubrics))
register_search(SearchSource("考评", "assessments.view", find_rounds))
