"""``jiangong draw verify`` says how many draws it worked out again, and fails on none."""

import io

import pytest
from django.core.management import CommandError, call_command

from jiangong.domains.supervision.models import Draw
from tests.factories.supervision import make_draw, make_drawn, make_inspection_plan

pytestmark = pytest.mark.django_db


def verify(*keys: int) -> str:
    said = io.StringIO()
    call_command("draw", "verify", *map(str, keys), stdout=said, stderr=said)
    return said.getvalue().strip()


def test_none_is_a_failure(cast):
    make_draw(cast.actor("city_officer"))  # announced, not drawn
    with pytest.raises(CommandError, match="没有任何抽取可以核对"):
        verify()


def test_it_counts_what_it_worked_out(cast):
    city = cast.actor("city_officer")
    first = make_drawn(city, make_inspection_plan(city, unit_count=2))
    make_drawn(city)
    assert verify() == "重新计算了2次抽取（单位3家次、督导员3人次），不一致0处。"
    assert verify(first.pk) == "重新计算了1次抽取（单位2家次、督导员2人次），不一致0处。"
    with pytest.raises(CommandError, match="2次抽取里只找到1次"):
        verify(first.pk, 999_999)


def test_a_changed_result_fails(cast):
    draw = make_drawn(cast.actor("city_officer"))
    Draw.objects.ungated("test").filter(pk=draw.pk).update(result={"teams": []})
    with pytest.raises(CommandError, match="1处不一致"):
        verify()
