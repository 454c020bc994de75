"""The days of one year as lines of text: what the yearly notice says, typed or pasted in a minute."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.kit.pages.acting import ActingForm
from jiangong.kit.workdays.models import SpecialDay

LINE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\s+(休息|上班)(?:\s+(\S.{0,39}))?")
MOST = 120


def as_lines(days: list[SpecialDay]) -> str:
    """The same lines that are read."""
    return "\n".join(f"{one} {one.name}".strip() for one in days)


class YearForm(ActingForm):
    """A year and its lines."""

    year = forms.IntegerField(label="年度", min_value=2020, max_value=2099)
    lines = forms.CharField(
        label="放假和调休",
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        help_text="每行一天：日期、休息或上班、说明，用空格隔开，例如：2026-10-01 休息 国庆节。周末不用写。",
    )

    def clean(self) -> dict[str, Any]:
        """Every line read, or all that cannot be."""
        cleaned = super().clean() or {}
        if year := cleaned.get("year"):
            cleaned["days"] = read_lines(cleaned.get("lines", ""), year)
        return cleaned


def read_lines(text: str, year: int) -> list[SpecialDay]:
    """The days of these lines; a repeated or foreign day is a mistake."""
    lines = [(number, line) for number, one in enumerate(text.splitlines(), 1) if (line := one.strip())]
    if len(lines) > MOST:
        raise ValidationError({"lines": f"一年最多写{MOST}天，请核对。"})
    found: dict[date, SpecialDay] = {}
    faults: list[str] = []
    for number, line in lines:
        special = _read(line)
        if special is None:
            faults.append(f"第{number}行“{line[:30]}”没有读懂，请按例子改写。")
        elif special.day.year != year or special.day in found:
            faults.append(f"第{number}行的日期不在{year}年，或已经写过，请核对。")
        else:
            found[special.day] = special
    if faults:
        raise ValidationError({"lines": faults})
    return list(found.values())


def _read(line: str) -> SpecialDay | None:
    if not (match := LINE.fullmatch(line)):
        return None
    year, month, day, what, name = match.groups()
    try:
        return SpecialDay(
            day=date(int(year), int(month), int(day)), is_worked=what == "上班", name=name or ""
        )
    except ValueError:
        return None
