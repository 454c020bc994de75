"""Every import there is goes all the way: template, errors told, sheet corrected, confirmed, taken back without a trace."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from openpyxl import load_workbook

from jiangong.domains.indicators.actions.folding import fold_everything
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.audit.models import AuditEntry
from jiangong.kit.importing import specs, staging
from jiangong.kit.importing.specs import ImportSpec
from tests.conformance.sheets import SHEETS
from tests.conformance.sheets.making import Cells, Sheet
from tests.kit.importing.conftest import Wizard
from tests.support.importing import Sheet as Lines

SPECS = {key: spec for key, spec in sorted(specs._specs.items()) if not key.startswith("tests.")}
WORN = {  # what moves on and does not go back: when figures were folded, numbers given, spellings asked about
    "indicators.Folding",
    "mentorship.NumberCounter",
    "organizations.NameQuestion",
}


def everything() -> dict[str, list[tuple]]:
    """The contents of every table of the domains, the figures folded."""
    fold_everything()
    return {
        model._meta.label: sorted(model._base_manager.values_list(), key=repr)
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("jiangong.domains.") and model._meta.label not in WORN
    }


def changed(before: dict[str, list], after: dict[str, list]) -> dict[str, tuple[list, list]]:
    """By table, the rows that are gone and those that are new."""
    return {
        label: (
            [row for row in rows if row not in after[label]],
            [row for row in after[label] if row not in rows],
        )
        for label, rows in before.items()
        if rows != after[label]
    }


def told(batch: Any) -> list[Any]:
    """What the check found, for whoever reads a failure."""
    return [batch.refusal, *(noted["findings"] for noted in staging.read_rows_of(batch.pk, staging.BAD))]


def heading_row(page: Any, spec: ImportSpec) -> int:
    """Where the template's headings stand."""
    label = spec.columns[0].label
    return next(row[0].row for row in page.iter_rows() if str(row[0].value or "").rstrip("*") == label)


def filled(content: bytes, spec: ImportSpec, rows: tuple[Cells, ...]) -> bytes:
    """The template as somebody would fill it in."""
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    for number, cells in enumerate(rows, heading_row(page, spec) + 1):
        for place, column in enumerate(spec.columns, 1):
            page.cell(number, place, cells.get(column.name))
    return saved(book)


def corrected(content: bytes, spec: ImportSpec, sheet: Sheet) -> bytes:
    """The error sheet with its one wrong cell put right."""
    book = load_workbook(io.BytesIO(content))
    page = book.worksheets[0]
    top = heading_row(page, spec)
    place = [column.name for column in spec.columns].index(sheet.column)
    told = page.cell(top + 1, len(spec.columns) + 1).value
    assert spec.columns[place].label in told, told
    assert page.cell(top + 2, 1).value is None  # the rows that were right are not in it
    page.cell(top + 1, place + 1).value = sheet.third.get(sheet.column)
    return saved(book)


def saved(book: Any) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def template(wizard: Wizard) -> bytes:
    response = wizard.client.get(f"/imports/new/{wizard.key}/template/")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_every_import_has_a_sheet():
    assert set(SPECS) == set(SHEETS)
    assert {key: spec.model._meta.label for key, spec in SPECS.items()} == {
        key: sheet.model for key, sheet in SHEETS.items()
    }


@pytest.mark.parametrize("key", SPECS)
def test_an_import_goes_all_the_way_and_back(cast, key):
    spec, sheet = SPECS[key], SHEETS[key]
    sheet.prepare(cast)
    wizard, before = Wizard(cast.client(sheet.user), key), everything()
    first = wizard.upload(filled(template(wizard), spec, sheet.filled))
    assert (first.state, first.importable, first.failed) == ("checked", 2, 1), told(first)
    assert everything() == before  # a preview writes nothing
    again = wizard.upload(corrected(wizard.errors(first), spec, sheet))
    assert (again.state, again.importable, again.failed) == ("checked", 1, 0), told(again)
    rows = apps.get_model(sheet.model)._base_manager
    count = rows.count()
    for batch in (first, again):
        assert wizard.settle(batch, "confirm").state == "imported"
    assert rows.count() == count + 3
    assert wizard.client.get(reverse(spec.list_url)).status_code == 200
    for batch in (again, first):
        assert wizard.press(batch, "undo").status_code == 302
        assert "这次导入已撤销。" in wizard.page(batch)
    assert changed(before, everything()) == {}
    undone = AuditEntry.objects.filter(verb="importing.importbatch.undo").order_by("pk")
    assert [entry.changes for entry in undone] == [{"rows": 1, "kept": 0}, {"rows": 2, "kept": 0}]


@pytest.mark.parametrize("key", SPECS)
def test_what_was_worked_on_since_is_not_taken_back(cast, key):
    """One row is edited, one gets a file: both stay, the third goes."""
    spec, sheet = SPECS[key], SHEETS[key]
    sheet.prepare(cast)
    actor, lines = cast.actor(sheet.user), Lines(spec)
    keys = lines.loaded(actor, lines.checked(actor, *sheet.rows, sheet.third))
    edited, filed, _ = keys
    rows = apps.get_model(sheet.model)._base_manager
    rows.filter(pk=edited).update(version=1)
    Attachment.unscoped.create(
        organization=cast.district, owner_model=sheet.model.lower(), owner_id=filed, slot="any", size=1
    )
    assert spec.undo(keys, actor=actor) == 1
    assert set(rows.filter(pk__in=keys).values_list("pk", flat=True)) == {edited, filed}
