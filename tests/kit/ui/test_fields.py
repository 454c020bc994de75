"""A field that finds something by its name."""

import pytest
from django.core.exceptions import ValidationError

from jiangong.kit.ui.fields import NamedField

KNOWN = {"甲": 1, "乙": 2}


def meant(text: str) -> int:
    if text not in KNOWN:
        raise ValueError(f"没有“{text}”。")
    return KNOWN[text]


def test_a_name_becomes_what_it_means():
    field = NamedField(meant, required=False)
    assert field.clean(" 甲 ") == 1
    assert field.clean("") is None


def test_the_finders_sentence_is_the_error():
    with pytest.raises(ValidationError) as refused:
        NamedField(meant).clean("丙")
    assert refused.value.messages == ["没有“丙”。"]


def test_a_thing_is_shown_by_its_name_and_has_not_changed_until_the_name_does():
    field = NamedField(meant, named=lambda one: "乙")
    assert field.prepare_value(2) == "乙"
    assert not field.has_changed(2, "乙")
    assert field.has_changed(2, "甲")


def test_suggestions_are_escaped_into_a_list():
    field = NamedField(meant, suggestions=('<b>"', "乙"))
    drawn = field.widget.render("unit", "", {"id": "id_unit"})
    assert 'list="id_unit-list"' in drawn
    assert "&lt;b&gt;&quot;" in drawn
    assert "<b>" not in drawn
