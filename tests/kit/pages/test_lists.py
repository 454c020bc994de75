"""List pages through the register: who may export, what is exchanged, what is recorded."""

import pytest

from jiangong.kit.audit.models import AuditEntry
from tests.cast import CANARY
from tests.factories.documents import make_document


@pytest.fixture
def listed(cast):
    make_document(cast.actor("district_officer"), body=False, title="甲通知")
    make_document(cast.actor("neighbour_officer"), body=False, title=CANARY)
    return cast


def read(response):
    return b"".join(response).decode("utf-8-sig")


def test_a_page_load_gives_the_page_and_htmx_the_table_alone(listed):
    client = listed.client("district_officer")
    page = client.get("/documents/").content.decode()
    part = client.get("/documents/", headers={"hx-request": "true"}).content.decode()
    assert ("<html" in page, "<html" in part) == (True, False)
    assert "甲通知" in page
    assert "甲通知" in part
    assert CANARY not in page + part


def test_a_boosted_load_is_a_page(listed):
    headers = {"hx-request": "true", "hx-boosted": "true"}
    assert "<html" in listed.client("district_officer").get("/documents/", headers=headers).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "exe", "../x"])
def test_export_gives_ones_own_rows_and_leaves_a_trace(listed, form):
    response = listed.client("district_officer").get("/documents/", {"export": form, "q": "甲"})
    content = b"".join(response)
    assert response.status_code == 200
    assert CANARY.encode() not in content
    assert content.startswith(b"\xef\xbb\xbf" if form == "csv" else b"PK")
    entry = AuditEntry.objects.get(verb="documents.document.export")
    assert (entry.changes["rows"], entry.user_id) == (1, listed.users["district_officer"].pk)
    assert "甲" not in str(entry.changes)


def test_export_equals_the_screen(listed):
    client = listed.client("district_officer")
    lines = read(client.get("/documents/", {"export": "csv", "columns": "title"})).splitlines()
    assert lines == ['"标题"', '"甲通知"']


def test_export_without_the_permission_is_refused_by_name(listed):
    response = listed.client("union_officer").get("/documents/", {"export": "csv"})
    assert response.status_code == 403
    assert "导出文件" in response.content.decode()
    assert not AuditEntry.objects.filter(verb="documents.document.export").exists()


def test_a_list_whose_every_parameter_is_nonsense_is_still_a_list(listed):
    wrong = dict.fromkeys(
        ("q", "sort", "page", "view", "columns", "state", "organization", "issued_on_from"), "'\x00\"9999999999999999999999 OR 1=1"
    )  # fmt: skip
    assert listed.client("district_officer").get("/documents/", wrong).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_row_as_for_three(cast, count, django_assert_num_queries):
    for number in range(count):
        make_document(cast.actor("district_officer"), body=False, title=f"第{number}份")
    client = cast.client("district_officer")
    client.get("/documents/")
    with django_assert_num_queries(10):
        assert f"第{count - 1}份" in client.get("/documents/").content.decode()
