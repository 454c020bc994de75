"""The sheet a unit fills in: one line for each goal, confirmed as it is unless something else is entered."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.forms import BoundField

from jiangong.domains.plans.choices import Channel
from jiangong.domains.reporting.actions.filling import Filling, Statement
from jiangong.domains.reporting.choices import Doubt, EntryMode
from jiangong.domains.reporting.models import Entry, Report
from jiangong.domains.reporting.queries.lines import Line
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.forms import FilesField
from jiangong.lib.amounts import plain

OFFLINE = tuple(pair for pair in Channel.choices if pair[0] != Channel.ONLINE)
WRONG = {"invalid": "请填写数字。", "min_value": "不能小于0。"}


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line with its controls."""

    line: Line
    stated: BoundField | None
    explanation: BoundField | None
    seen: BoundField | None
    files: BoundField | None

    @property
    def is_open(self) -> bool:
        """Whether what may be said beside a known figure stands open."""
        faulty = any(one.errors for one in (self.stated, self.explanation) if one is not None)
        return bool(faulty or self.line.findings or self.line.explanation)

    @property
    def doubts(self) -> list[tuple[str, str]]:
        """What the draft's figure gives rise to, with its name; once it is refused, the refusal says so."""
        found = [] if self.faults else self.line.findings
        return [(Doubt(one["kind"]).label, one["text"]) for one in found]

    @property
    def is_unexplained(self) -> bool:
        """Whether something is to be mended or explained before the sheet can go."""
        return bool(self.doubts) and not self.line.explanation

    @property
    def differs(self) -> bool:
        entry = self.line.entry
        return bool(entry and entry.stated is not None and entry.stated != self.line.known)

    @property
    def faults(self) -> list[str]:
        found = [one for one in (self.stated, self.explanation, self.files) if one is not None]
        return [str(text) for one in found for text in one.errors]


class SheetForm(forms.Form):
    """Figures, explanations and a note; ``seen`` travels along so that nobody confirms what they have not seen."""

    def __init__(self, *args: Any, actor: Actor, lines: list[Line], report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            if line.mode != EntryMode.DERIVED:
                self._add(line)
        self.fields["note"] = forms.CharField(
            label="本期说明",
            max_length=200,
            required=False,
            initial=report.note,
            help_text="选填，不超过200字。",
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def _add(self, line: Line) -> None:
        key, name = line.key, line.indicator.name
        said = line.known if line.stated is None else line.stated
        shown = None if said is None else plain(said)
        self.fields[f"stated-{key}"] = _like(_stated(line.places), name, shown)
        self.fields[f"explanation-{key}"] = _like(_explanation(), f"{name}的说明", line.explanation)
        if line.known is not None:
            self.fields[f"seen-{key}"] = _like(_seen(), "已知数", plain(line.known))
        if line.expectation is not None and line.expectation.needs_evidence:
            slot = Entry.attachment_slots[0]
            self.fields[f"files-{key}"] = FilesField(slot, label=f"{name}的佐证", required=False)

    def rows(self) -> Iterator[FormLine]:
        for line in self.lines:
            named = (f"{part}-{line.key}" for part in ("stated", "explanation", "seen", "files"))
            yield FormLine(line, *(self[name] if name in self.fields else None for name in named))

    @property
    def known_rows(self) -> list[FormLine]:
        return [one for one in self.rows() if one.line.is_known or one.stated is None]

    @property
    def typed_rows(self) -> list[FormLine]:
        return [one for one in self.rows() if not one.line.is_known and one.stated is not None]

    def filling(self) -> Filling:
        cleaned = self.cleaned_data
        statements = [
            Statement(
                one.key,
                self._stated(one),
                cleaned.get(f"explanation-{one.key}", ""),
                cleaned.get(f"seen-{one.key}"),
            )
            for one in self.lines
            if one.mode != EntryMode.DERIVED
        ]
        brought = {key for key in (one.key for one in self.lines) if cleaned.get(f"files-{key}")}
        return Filling(tuple(statements), cleaned["note"], frozenset(brought))

    def _stated(self, line: Line) -> Decimal | None:
        """A known figure that was left alone is confirmed."""
        return self.cleaned_data.get(f"stated-{line.key}")

    def evidence(self) -> dict[int, list[Any]]:
        """What was brought, by goal."""
        found = ((one.key, self.cleaned_data.get(f"files-{one.key}")) for one in self.lines)
        return {key: files for key, files in found if files}


def _like(field: forms.Field, label: str, initial: str | None) -> forms.Field:
    """A sheet has dozens of fields of three kinds: one that shares widget and checks takes a hundredth of making it."""
    made = copy(field)
    made.label, made.initial = label, initial
    return made


@cache
def _stated(places: int) -> forms.Field:
    return forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=places,
        error_messages={
            **WRONG,
            "max_decimal_places": f"最多{places}位小数。" if places else "请填写整数。",
            "max_digits": "这个数太大，请检查单位。",
            "max_whole_digits": "这个数太大，请检查单位。",
        },
        widget=forms.TextInput(attrs={"class": "input num", "inputmode": "decimal", "autocomplete": "off"}),
    )


@cache
def _explanation() -> forms.Field:
    attrs = {"class": "input grow", "placeholder": "说明原因，例如：材料在途，下月补录"}
    return forms.CharField(max_length=300, required=False, widget=forms.TextInput(attrs=attrs))


@cache
def _seen() -> forms.Field:
    return forms.DecimalField(required=False, max_digits=16, decimal_places=4, widget=forms.HiddenInput)


class StandInForm(SheetForm):
    """The same in a unit's stead: how and when its figures came in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"] = forms.ChoiceField(
            label="报送方式",
            choices=OFFLINE,
            widget=forms.RadioSelect,
            error_messages={"required": "请选择报送方式。"},
        )
        self.fields["received_on"] = forms.DateField(
            label="收到日期", widget=forms.DateInput, error_messages={"required": "请填写收到日期。"}
        )
        slot = Report.attachment_slots[0]
        self.fields["scan"] = FilesField(slot, label=slot.label, required=False)
