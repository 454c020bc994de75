"""A text box that is understood by a lookup."""

import pytest
from django import forms

from jiangong.kit.pages.fields import MeantField


def meaning(text: str) -> int:
    if text not in {"一", "二"}:
        raise ValueError(f"没有“{text}”。")
    return {"一": 1, "二": 2}[text]


def make(**options):
    class Sample(forms.Form):
        one = MeantField(meaning, spelled=lambda value: f"第{value}", **options)

    return Sample


def test_a_word_becomes_what_it_means():
    form = make(suggestions=["一", "二"])({"one": " 二 "})
    assert form.is_valid()
    assert form.cleaned_data["one"] == 2
    assert '<datalist id="id_one-list"><option value="一"><option value="二"></datalist>' in str(form["one"])


def test_names_are_asked_for_while_one_types():
    shown = str(make(names=["people", "enterprises"])()["one"])
    assert 'data-names="people enterprises"' in shown
    assert '<datalist id="id_one-list"></datalist>' in shown
    assert "data-names" not in str(make()()["one"])


def test_an_unclear_word_is_refused_with_the_lookups_sentence():
    form = make()({"one": "<三>"})
    assert form.errors["one"] == ["没有“<三>”。"]


def test_nothing_is_nothing_where_it_may_be():
    form = make(required=False)({"one": ""})
    assert form.is_valid()
    assert form.cleaned_data["one"] is None


@pytest.mark.parametrize(("typed", "meant"), [("第9", 9), ("一", 1)])
def test_untouched_words_keep_what_stood_there(typed, meant):
    form = make(known=9)({"one": typed})
    assert 'value="第9"' in str(make(known=9)()["one"])
    assert form.is_valid()
    assert form.cleaned_data["one"] == meant
    assert form.has_changed() == (meant == 1)
