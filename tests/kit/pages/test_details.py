"""Detail pages: what stands where, what may be done next, what was done."""

import pytest

from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.listing import Cell, Column
from jiangong.kit.pages.details import fact
from tests.factories.documents import make_document, make_proposed


@pytest.fixture
def document(cast):
    return make_document(cast.actor("district_officer"), title="甲通知", pages=1200)


def test_the_page_shows_state_facts_and_history(cast, document):
    page = cast.client("district_officer").get(f"/documents/{document.pk}/").content.decode()
    for text in ("甲通知", "待拟办", document.register_number, "东城区总工会"):
        assert text in page
    assert AuditEntry.objects.filter(verb="documents.document.create").exists()
    assert "登记" in page


def test_only_what_is_possible_now_is_offered(cast):
    proposed = make_proposed(cast.actor("district_officer"), cast.users["city_leader"])
    url = f"/documents/{proposed.pk}/"
    leader, clerk = (
        cast.client(who).get(url).content.decode() for who in ("city_leader", "district_officer")
    )
    assert (f"{url}instruct/" in leader, f"{url}withdraw/" in leader) == (True, False)
    assert (f"{url}withdraw/" in clerk, f"{url}propose/" in clerk) == (True, False)


@pytest.mark.parametrize("who", ["neighbour_officer", "partner_officer"])
def test_strangers_find_nothing(cast, document, who):
    client = cast.client(who)
    stranger, missing = client.get(f"/documents/{document.pk}/"), client.get("/documents/987654321/")
    assert (stranger.status_code, missing.status_code) == (404, 404)
    assert "甲通知" not in stranger.content.decode()


@pytest.mark.parametrize(
    ("field", "label", "cell"),
    [
        ("title", "标题", Cell("甲通知")),
        ("pages", "页数", Cell("1,200")),
        ("copies", "份数", Cell("—")),
        ("state", "状态", Cell("待拟办")),
        (Column("unit", "登记单位", ("organization__name",)), "登记单位", Cell("东城区总工会")),
        (Column("handler", "承办人", ("handler__name",)), "承办人", Cell("—")),
    ],
)
def test_a_fact_is_shown_as_a_list_would_show_it(document, field, label, cell):
    assert fact(document, field) == (label, cell)
