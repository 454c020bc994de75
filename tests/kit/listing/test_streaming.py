"""Columns read in batches hold what Django reads row by row."""

import pytest
from django.db.models import F

from jiangong.domains.documents.models import Document
from jiangong.kit.listing.streaming import _converted, columns_in_batches
from tests.kit.listing.test_table import make_rows

PATHS = ("pk", "title", "pages", "received_on", "organization__name", "created_at", "state")


@pytest.mark.database
@pytest.mark.parametrize("size", [1, 7, 100])
def test_batches_are_the_rows_of_the_list_in_its_order(cast, size):
    make_rows(cast.district, 20, pages=3)
    asked = Document.objects.ungated("test").order_by("-title").values_list(*PATHS)
    batches = list(columns_in_batches(asked, size))
    rows = [row for columns in batches for row in zip(*columns, strict=True)]
    assert rows == list(asked)
    assert [type(value) for value in rows[0]] == [type(value) for value in asked[0]]
    assert max(len(columns[0]) for columns in batches) == min(size, 20)


@pytest.mark.database
def test_nothing_found_is_no_batch(cast):
    nobody = Document.objects.ungated("test").filter(pk=0).values_list(*PATHS)
    assert list(columns_in_batches(nobody, 10)) == []
    assert list(columns_in_batches(nobody.none(), 10)) == []


@pytest.mark.database
def test_what_a_query_computes_is_converted_too(cast):
    make_rows(cast.district, 3)
    asked = Document.objects.ungated("test").annotate(made=F("created_at")).values_list("pk", "made")
    ((_, moments),) = columns_in_batches(asked.order_by("pk"), 10)
    assert list(moments) == [made for _, made in asked.order_by("pk")]


@pytest.mark.parametrize("column", [(1, True, 1.0), (1, 1, 1, True), ([1], [2]), ("a", "a", None), ()])
def test_values_that_are_equal_to_python_stay_apart(column):
    assert _converted(column, lambda value: (type(value), value)) == [
        (type(value), value) for value in column
    ]
