"""Seeing: from the city's figure to one record in two clicks, on a desk and on a phone; the wall renews itself."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE
from tests.support.live import Installation

YEAR = timezone.localdate().year
NAME = "市级职工书屋"
CODE = f"""
from datetime import date
from decimal import Decimal
from jiangong.domains.indicators.actions.facts import Figure, put_facts
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import Organization
indicator = Indicator.objects.ungated("a test's own").get(name="{NAME}")
unit = Organization.objects.ungated("a test's own").get(short_name="二七区")
put_facts([], [Figure("test:e2e", indicator.pk, unit.pk, date({YEAR}, 1, 1), Decimal(7), url=unit.get_absolute_url())])
"""


@pytest.fixture(scope="module", autouse=True)
def fact(installation: Installation) -> Iterator[None]:
    """One figure that no ledger of the demo gives."""
    done = installation.command("shell", "-c", CODE)
    assert done.returncode == 0, done.stderr
    yield
    installation.command(
        "shell",
        "-c",
        "from jiangong.domains.indicators.actions.facts import put_facts; put_facts(['test:e2e'], [])",
    )


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_citys_figure_to_one_record_in_two_clicks(visit, window):
    leader = visit("lingdao", window)
    page = leader.open("/boards/")
    expect(page.locator(".matrix tbody tr:not(.mgrp)")).to_have_count(34)
    assert leader.overflow() <= 0
    leader.shot(f"boards-{window['width']}")
    page.locator(".figlist a").filter(has_text=NAME).click()
    expect(page.locator(".fig__value")).to_have_text("7家")
    assert f"from={YEAR}-01-01" in page.url
    page.get_by_role("link", name="填报：7").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("二七区")


def test_the_path_stands_in_the_address(visit):
    """Day, indicator and union survive a reload, and a copied link shows the same."""
    clerk = visit("shizong")
    page = clerk.open("/boards/")
    page.locator("#goal").select_option(index=3)
    page.wait_for_url("**goal=*")
    page.locator("#as_of").fill(f"{YEAR}-01-31")
    page.wait_for_url(f"**as_of={YEAR}-01-31*")
    page.locator(".matrix th a").filter(has_text="二七区").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("二七区")
    copied = page.url
    assert "goal=" in copied
    assert f"as_of={YEAR}-01-31" in copied
    page.goto(copied)
    expect(page.get_by_text(f"截至{YEAR}年1月31日")).to_be_visible()


def test_the_wall_renews_itself_and_fits(visit):
    wall = visit("lingdao")
    page = wall.open("/boards/screen/")
    assert page.evaluate("document.documentElement.scrollHeight") <= 900
    page.evaluate("document.querySelector('.wall__foot').dataset.old = 'yes'")
    with page.expect_response("**/boards/screen/") as answer:
        page.evaluate(
            "htmx.ajax('GET', '/boards/screen/', {target: '#main', select: '#main', swap: 'outerHTML'})"
        )
    assert answer.value.status == 200
    expect(page.locator(".wall__foot[data-old]")).to_have_count(0)
    expect(page.locator(".tile:not(.tile--sp)")).to_have_count(34)
    assert page.locator("#main").get_attribute("hx-trigger") == "every 30s"
    wall.shot("boards-wall")


def test_the_leaders_page_is_one_screen(visit):
    leader = visit("lingdao")
    page = leader.open("/boards/leader/")
    assert page.evaluate("document.querySelector('.leader').getBoundingClientRect().bottom") <= 900
