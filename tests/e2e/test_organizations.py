"""A union is renamed from a day on, and the tree tells the name of each day."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

OLD, NEW = "郑州市机关工会", "郑州市市直机关工会"


def test_the_tree_knows_the_name_of_every_day(visit):
    visiting = visit("shizong")
    page = visiting.open(f"/organizations/?q={OLD}")
    page.locator("#table tbody a", has_text=OLD).first.click()
    visiting.press("更名")
    changed = timezone.localdate() - timedelta(days=10)
    page.get_by_label("新名称").fill(NEW)
    page.get_by_label("生效日期").fill(changed.isoformat())
    page.get_by_label("依据").fill("郑工办〔2026〕9号")
    visiting.press("看看影响")
    visiting.says(NEW)
    visiting.press("确认更名")
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW)
    for day, name, other in ((changed - timedelta(days=1), OLD, NEW), (changed, NEW, OLD)):
        visiting.open(f"/organizations/tree/?on={day.isoformat()}")
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
        assert page.get_by_role("link", name=other, exact=True).count() == 0


def test_the_list_begins_with_the_federation_and_its_units_in_the_notices_order(visit):
    page = visit("shizong").open("/organizations/")
    names = page.locator("#table tbody .title a").all_inner_texts()
    assert names[:3] == ["郑州市总工会", "巩义市总工会", "新密市总工会"]
    assert names[34] == "富士康科技集团郑州科技园工会"
