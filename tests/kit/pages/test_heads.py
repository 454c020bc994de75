"""What stands at the top of a page."""

import pytest

from jiangong.kit.pages.heads import Action, Head

SAVE = Action("保存", "/s/", primary=True)
VOID = Action("作废", "/v/", method="post", danger=True, needs_reason=True)
BLOCKED = Action("批示", "/b/", primary=True, blocked="还没有拟办。")


def test_the_first_open_primary_act_is_the_red_button():
    second = Action("提交", "/t/", primary=True)
    head = Head("标题", actions=(BLOCKED, SAVE, second, VOID))
    assert (head.primary, head.blocked, head.others) == (SAVE, (BLOCKED,), (second, VOID))


def test_a_head_without_open_acts_has_no_red_button():
    head = Head("标题", actions=(BLOCKED,))
    assert (head.primary, head.others) == (None, ())


@pytest.mark.parametrize(
    ("action", "asks"),
    [
        (VOID, True),
        (Action("删", "/d/", method="post", consequences=("不能恢复。",)), True),
        (Action("撤回", "/w/", method="post"), False),
        (Action("拟办", "/p/", needs_reason=True), False),
    ],
)
def test_only_a_weighty_post_asks_first(action, asks):
    assert action.needs_dialog is asks
