"""Reads about rubrics."""

from collections.abc import Iterator
from decimal import Decimal

from jiangong.domains.assessments.choices import ItemKind
from jiangong.domains.assessments.models import Rubric
from jiangong.lib.amounts import plain


def rubric_differences(rubric: Rubric) -> Iterator[str]:
    """Where items and group, or groups and the whole, do not come to the same points."""
    whole = Decimal(0)
    for group in rubric.groups.prefetch_related("items"):
        counted = [item.points for item in group.items.all() if item.kind == ItemKind.REGULAR and item.points]
        items = sum(counted, Decimal(0))
        if group.points is not None and counted and items != group.points:
            yield f"评分大项“{group.name}”标明{plain(group.points)}分，细项合计{plain(items)}分。"
        whole += group.points if group.points is not None else items
    if whole != rubric.points:
        yield f"“{rubric.title}”标明总分{plain(rubric.points)}分，各大项合计{plain(whole)}分。"
