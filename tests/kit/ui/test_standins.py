"""The gallery's stand-ins look like the classes they stand for."""

from dataclasses import fields

import pytest

from jiangong.kit.audit import presenting
from jiangong.kit.listing import columns, table
from jiangong.kit.pages import heads
from jiangong.kit.ui import standins

PAIRS = (
    (standins.Link, heads.Link),
    (standins.Badge, heads.Badge),
    (standins.Action, heads.Action),
    (standins.Head, heads.Head),
    (standins.Panel, heads.Panel),
    (standins.Event, presenting.Event),
    (standins.Cell, columns.Cell),
    (standins.Pill, table.Pill),
    (standins.SampleHeader, table.Header),
    (standins.SampleRow, table.Row),
)


def attributes(kind: type) -> set[str]:
    properties = {name for name, value in vars(kind).items() if isinstance(value, property)}
    return {field.name for field in fields(kind)} | properties


@pytest.mark.parametrize(("standin", "real"), PAIRS, ids=lambda kind: kind.__name__)
def test_standin_has_no_attribute_the_real_class_lacks(standin, real):
    assert attributes(standin) - attributes(real) == set()


def test_sample_table_has_no_attribute_a_real_table_lacks():
    real = set(dir(table.Table)) | {"queryset", "parameters", "actor", "base"}
    assert attributes(standins.SampleTable) - real == set()
