"""A form as a JSON schema, and JSON as the form would have been posted."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms

from jiangong.kit.rest.bodies import Invalid, bind, open_fields, schema_of


class Sample(forms.Form):
    """One of every kind of field."""

    name = forms.CharField(label="名称", max_length=5)
    held_on = forms.DateField(label="日期", required=False)
    people = forms.IntegerField(label="人数", required=False)
    amount = forms.DecimalField(label="金额", required=False)
    counted = forms.BooleanField(label="计入", required=False)
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲"), ("b", "乙")], initial="a")
    scopes = forms.MultipleChoiceField(
        label="范围", choices=[("组", [("x", "甲"), ("y", "乙")])], required=False
    )
    scan = forms.FileField(label="扫描件", required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)


FIELDS = open_fields(Sample)


def bound(**body):
    return bind(Sample, FIELDS, {"name": "甲", **body}, actor=None).cleaned_data


def test_files_are_not_sent_as_json():
    assert list(FIELDS) == ["name", "held_on", "people", "amount", "counted", "kind", "scopes"]


def test_the_schema_says_what_each_field_takes():
    schema = schema_of(FIELDS, whole=True)
    shapes = {
        name: {key: value for key, value in one.items() if key not in {"title", "description"}}
        for name, one in schema["properties"].items()
    }
    assert shapes == {
        "name": {"type": "string", "maxLength": 5},
        "held_on": {"type": ["string", "null"], "format": "date"},
        "people": {"type": ["integer", "null"]},
        "amount": {"type": ["string", "null"]},
        "counted": {"type": ["boolean", "null"]},
        "kind": {"enum": ["a", "b"]},
        "scopes": {"type": ["array", "null"], "items": {"type": "string", "enum": ["x", "y"]}},
    }
    assert schema["required"] == ["name"]  # what begins with something need not be sent
    assert "required" not in schema_of(FIELDS, whole=False)


def test_values_arrive_as_if_posted():
    found = bound(held_on="2021-09-28", people=3, amount="12.50", counted=True, kind="b", scopes=["x", "y"])
    del found["scan"]
    assert found == {
        "name": "甲",
        "held_on": date(2021, 9, 28),
        "people": 3,
        "amount": Decimal("12.50"),
        "counted": True,
        "kind": "b",
        "scopes": ["x", "y"],
    }


def test_what_is_not_sent_is_empty_or_begins_as_on_the_page():
    found = bound(counted=False, people=None)
    assert (found["kind"], found["counted"], found["people"], found["scopes"]) == ("a", False, None, [])


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"held_on": "2021-9-28"}, "应为2021-09-28这样的日期。"),
        ({"held_on": 20210928}, "应为2021-09-28这样的日期。"),
        ({"people": 1.0}, "应为整数。"),
        ({"amount": 12.5}, '应为字符串写的数字，例如"12.50"。'),
        ({"counted": 1}, "应为true或false。"),
        ({"scopes": "x"}, "应为字符串的数组。"),
        ({"scopes": ["x", 1]}, "应为字符串的数组。"),
        ({"scan": "x"}, "没有这一项，或者不能由接口填写。"),
    ],
)
def test_what_has_another_shape_is_named(body, sentence):
    with pytest.raises(Invalid) as refused:
        bound(**body)
    assert refused.value.faults == [(next(iter(body)), sentence)]
