"""A field that takes a name and gives what it means."""

import pytest
from django import forms

from jiangong.kit.ui.fields import MeantField


def read(text):
    if text != "甲":
        raise ValueError(f"没有“{text}”。")
    return {"name": text}


class Form(forms.Form):
    """One such field."""

    thing = MeantField(read, label="事物", required=False, suggestions=("甲", "乙<丙"))


@pytest.mark.parametrize(("typed", "meant"), [("甲", {"name": "甲"}), ("", None)])
def test_it_cleans_to_what_is_meant(typed, meant):
    form = Form({"thing": typed})
    assert form.is_valid()
    assert form.cleaned_data["thing"] == meant


def test_the_readers_sentence_is_the_error_and_suggestions_are_escaped():
    form = Form({"thing": "丁"})
    assert form.errors == {"thing": ["没有“丁”。"]}
    assert '<option value="乙&lt;丙">' in str(form["thing"])
