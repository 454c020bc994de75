"""An edition of a dictionary, typed or pasted as lines."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiangong.domains.organizations.models import Dictionary, DictionaryEntry
from jiangong.kit.access.actor import Actor

_FIRST, _LAST = 1949, 2100
_MOST = 2000


class DictionaryForm(forms.ModelForm):
    """Key, year, ground and the entries: code, label and note, divided by tabs as a sheet pastes them."""

    lines = forms.CharField(
        label="条目",
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="每行一条：代码、名称、说明，用Tab或中文逗号隔开；可以从Excel中粘贴。",
    )

    class Meta:
        model = Dictionary
        fields = ("key", "year", "source")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = self.instance.entries.values_list("code", "label", "note")
            self.initial["lines"] = "\n".join("\t".join(row).rstrip("\t") for row in rows)

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not _FIRST <= year <= _LAST:
            raise ValidationError(f"年份应在{_FIRST}至{_LAST}之间，请改正。")
        return year

    def clean_lines(self) -> list[DictionaryEntry]:
        lines = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > _MOST:
            raise ValidationError(f"一个字典最多{_MOST}条，请删减。")
        entries = [_entry(number, line) for number, line in enumerate(lines, start=1)]
        codes = [entry.code for entry in entries]
        if repeated := next((code for code in codes if codes.count(code) > 1), ""):
            raise ValidationError(f"代码“{repeated}”重复了，请改正。")
        return entries


def _entry(number: int, line: str) -> DictionaryEntry:
    parts = [part.strip() for part in line.replace("，", "\t", 2).split("\t", 2)]
    if len(parts) < 2 or not all(parts[:2]):
        raise ValidationError(f"第{number}行缺少代码或名称，请写成“代码、名称、说明”三段。")
    code, label, note = (*parts, "")[:3]
    for text, limit, name in ((code, 30, "代码"), (label, 60, "名称"), (note, 300, "说明")):
        if len(text) > limit:
            raise ValidationError(f"第{number}行的{name}超过{limit}个字，请缩短。")
    return DictionaryEntry(code=code, label=label, note=note, position=number)
