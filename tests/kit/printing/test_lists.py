"""A filtered list on paper: what is shown, in the order shown, and no more than somebody reads."""

import pytest

from jiangong.domains.places.models import Place
from jiangong.domains.places.tables import PlaceTable
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.printing import lists
from jiangong.kit.printing.lists import list_print, sheet_of
from jiangong.kit.printing.printed import Kind
from tests.factories.places import make_place


def table(actor, **parameters):
    return PlaceTable(Place.objects.visible_to(actor), parameters, actor)


def test_the_sheet_holds_the_shown_columns_and_numbers_the_rows(cast):
    actor = cast.actor("district_officer")
    make_place(actor, area=12)
    make_place(actor, name="阿二驿站", address="二号", area=1200)
    sheet = sheet_of(table(actor, columns="name,area", sort="name"))
    (block,) = sheet.blocks
    assert [column.title for column in block.columns] == ["序号", "名称", "面积（平方米）"]
    assert block.rows == ((1, "花园路爱心驿站", 12), (2, "阿二驿站", 1200))
    assert [column.align for column in block.columns] == ["center", "left", "right"]
    assert block.unit_note.endswith("共2项")


def test_printing_is_audited(cast):
    make_place(cast.actor("district_officer"))
    answer = cast.client("district_officer").get("/activities/?export=print_docx")
    assert answer.status_code == 200
    assert AuditEntry.objects.get(verb="activities.activity.print").changes == {"rows": 0, "kind": "docx"}


def test_too_long_a_list_is_refused_before_anything_is_written(cast, monkeypatch):
    actor = cast.actor("district_officer")
    monkeypatch.setitem(lists.MOST, Kind.PDF, 1)
    for n in range(2):
        make_place(actor, name=f"{n}", address=f"{n}号")
    with pytest.raises(Refusal, match=r"最多1行，现在有2行.+打印Word文档，或导出Excel"):
        list_print(Kind.PDF).write(None, table(actor))
    monkeypatch.setitem(lists.MOST, Kind.DOCX, 1)
    with pytest.raises(Refusal, match="缩小范围，导出Excel"):
        list_print(Kind.DOCX).write(None, table(actor))


def test_a_longer_list_is_printed_in_a_process_of_its_own(cast, monkeypatch):
    make_place(cast.actor("district_officer"), name="花园路爱心驿站")
    client = cast.client("district_officer")
    here = client.get("/places/?export=print_docx")
    monkeypatch.setattr(lists, "AT_ONCE", 0)
    apart = client.get("/places/?export=print_docx")
    assert (here.streaming, apart.streaming) == (False, True)
    assert b"".join(apart.streaming_content) == here.content
    assert dict(apart.items()).keys() - {"Content-Length"} == dict(here.items()).keys() - {"Content-Length"}
    assert apart["Content-Disposition"] == here["Content-Disposition"]
    assert AuditEntry.objects.filter(verb="places.place.print").count() == 2


def test_a_process_that_makes_nothing_is_told_and_not_audited(cast, monkeypatch):
    make_place(cast.actor("district_officer"))
    monkeypatch.setattr(lists, "AT_ONCE", 0)
    monkeypatch.setattr(lists, "print_pieces", abs)  # it cannot begin on a document
    answer = cast.client("district_officer").get("/places/?export=print_docx")
    assert answer.status_code == 422
    assert "文件没有生成。请再试一次" in answer.content.decode()
    assert not AuditEntry.objects.filter(verb="places.place.print").exists()
