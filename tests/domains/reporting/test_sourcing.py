"""Where a unit's figure comes from is said on its page: the effect first, then the decision; nothing counts twice."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.indicators.actions.facts import choose_source
from jiangong.domains.indicators.choices import SourceMode
from jiangong.domains.indicators.models import SourceRule
from jiangong.domains.indicators.queries import figures
from jiangong.domains.reporting.actions.filling import submit_report
from jiangong.domains.reporting.actions.reviewing import approve_report
from jiangong.domains.reporting.queries.doubts import held_out
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import NotAllowed
from jiangong.kit.rest.tokens import issue_token
from tests.factories.reporting import YEAR, enter, report_of, say


def total(book, unit) -> Decimal:
    span = figures.Span(date(YEAR, 3, 1), timezone.localdate())
    return figures.value(book.known.indicator, unit.pk, span).amount


@pytest.fixture
def approved(book):
    """The ledger knows two, the unit says three, the neighbour's ledger knows one."""
    enter(book.cast.district, count=2)
    enter(book.cast.neighbour, count=1)
    report = report_of(book.window, book.cast.district)
    submit_report(report, say(book.plan, 7, 3, why="一家材料在途"), actor=book.district)
    approve_report(report_of(book.window, book.cast.district), actor=book.officer)
    assert (total(book, book.cast.district), total(book, book.cast.federation)) == (3, 4)
    return book


def choose(book, client, **fields):
    url = reverse("indicators:choose_source", args=[book.known.indicator_id])
    posted = {
        "command_key": str(uuid.uuid4()),
        "unit": str(book.cast.district),
        "mode": "typed",
        "starts_on": f"{YEAR}-03-01",
        "reason": "台账补录未完成",
    }
    return client.post(url, posted | fields)


def signature(response) -> str:
    return re.search(r'name="agreed" value="(\w{32})"', response.content.decode())[1]


def test_the_effect_is_told_before_it_is_decided_and_comes_true(approved):
    client = approved.cast.client("city_officer")
    told = choose(approved, client)
    text = told.content.decode()
    assert told.status_code == 200
    assert f"{approved.cast.district}{YEAR}年3月至今天的数由3个变为0个。" in text
    assert f"{approved.cast.federation}{YEAR}年3月至今天的数由4个变为1个。" in text
    assert "其中1份已确认的上报表是按原来的来源报的" in text
    assert not SourceRule.objects.ungated("nothing yet").exists()
    changed = choose(approved, client, agreed=signature(told), starts_on=f"{YEAR}-04-01")
    assert "不变，还是0个" in changed.content.decode()  # another month, another effect: asked again
    assert not SourceRule.objects.ungated("nothing yet").exists()
    sent = {"agreed": signature(told), "command_key": str(uuid.uuid4())}
    done, again = choose(approved, client, **sent), choose(approved, client, **sent)
    assert (done.status_code, again.status_code) == (302, 302)
    assert (total(approved, approved.cast.district), total(approved, approved.cast.federation)) == (0, 1)
    assert AuditEntry.objects.get(verb="indicators.source.choose").changes["fields"] == {
        "source_mode": ["ledger", "typed"],
        "organizations": str(approved.cast.district),
        "month": f"{YEAR}-03",
    }
    page = client.get(done.headers["Location"]).content.decode()
    assert "台账补录未完成" in page
    assert f"{YEAR}年3月起" in page


def test_what_was_sent_under_the_former_source_is_held_out_and_told(book):
    enter(book.cast.district, count=2)
    report = report_of(book.window, book.cast.district)
    submit_report(report, say(book.plan, 7, 2), actor=book.district)
    assert held_out([report_of(book.window, book.cast.district)]) == {}
    client = book.cast.client("city_officer")
    told = choose(book, client)
    assert "另有1份已报送、还没有确认的上报表" in told.content.decode()
    choose(book, client, agreed=signature(told))
    assert held_out([report_of(book.window, book.cast.district)]) == {
        report.pk: "报送后“委员会”的数据来源改为填写，表里的数不计入，请按新的来源重报。"
    }


WRONG = (
    ({"reason": ""}, "请写明原因，各级单位都看得到。"),
    ({"unit": "没有的单位"}, "没有“没有的单位”"),
    ({"unit": "劳动和经济工作部"}, "不是工会组织"),
    ({"mode": "guessed"}, "请从列出的来源里选一项。"),
    ({"starts_on": f"{YEAR}-03-15"}, "请从列出的月份里选一个。"),
)


def test_what_is_wrong_is_said_and_what_was_typed_stays(book):
    client = book.cast.client("city_officer")
    for wrong, sentence in WRONG:
        shown = choose(book, client, **wrong)
        assert shown.status_code == 422, wrong
        assert sentence in shown.content.decode(), wrong
        assert "reason" in wrong or "台账补录未完成" in shown.content.decode()


def test_only_who_defines_the_figure_says_where_it_comes_from(book):
    rule = SourceRule(
        indicator=book.known.indicator,
        organization=book.cast.district,
        mode="typed",
        starts_on=date(YEAR, 3, 1),
        reason="自己填",
    )
    with pytest.raises(NotAllowed):
        choose_source(rule, actor=book.district)
    assert choose(book, book.cast.client("district_officer")).status_code == 403
    page = book.cast.client("district_officer").get(reverse("indicators:sources")).content.decode()
    assert str(book.known.indicator) in page
    assert "另行指定" not in page.replace("没有另行指定", "")


def test_programs_read_the_chosen_sources_of_their_reach_and_what_holds_for_a_unit(book):
    cast, indicator = book.cast, book.known.indicator
    month = date(YEAR, 3, 1)
    indicator.organization = cast.federation  # what the union defines holds for all below it
    indicator.save()
    for unit, mode in ((cast.district, SourceMode.TYPED), (cast.neighbour, SourceMode.FROM_ABOVE)):
        rule = SourceRule(indicator=indicator, organization=unit, starts_on=month, mode=mode, reason="试点")
        choose_source(rule, actor=book.officer)

    def read(role: str, address: str):
        facts = {"name": "程序", "scopes": ("indicators.view",), "expires_on": date(2099, 1, 1)}
        _, secret = issue_token(**facts, actor=cast.actor(role))
        return Client().get(
            f"/api/v1/indicators/sources{address}", headers={"authorization": f"Bearer {secret}"}
        )

    def chosen(role: str) -> list[tuple]:
        rows = read(role, "").json()["items"]
        return [(one["organization_id"], one["mode"], one["starts_on"], one["reason"]) for one in rows]

    district = (str(cast.district.pk), "typed", f"{month}", "试点")
    assert chosen("city_officer") == [district, (str(cast.neighbour.pk), "from_above", f"{month}", "试点")]
    assert chosen("district_officer") == chosen("union_officer") == [district]
    own = read("union_officer", f"/{cast.union.pk}").json()
    (held,) = [one for one in own if one["indicator_id"] == str(indicator.pk)]
    assert (held["mode"], held["rule"]["organization_id"]) == ("typed", str(cast.district.pk))
    assert read("union_officer", f"/{cast.neighbour.pk}").status_code == 404
