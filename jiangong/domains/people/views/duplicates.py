"""Comparing entries that may be one person, merging them or telling them apart."""

from typing import Any, cast

from django import forms
from django.db.models import Field
from django.http import Http404
from django.urls import reverse

from jiangong.domains.people.actions import merge_people, tell_apart
from jiangong.domains.people.actions.merging import CHOOSABLE, DROP
from jiangong.domains.people.models import ID_NUMBER, PHONE, Person
from jiangong.domains.people.queries import DUPLICATE_KINDS, standing_people, twins
from jiangong.domains.people.rules import why_not_merge
from jiangong.domains.people.views.people import CRUMBS, SECTION
from jiangong.kit.listing.columns import BoundColumn, Column
from jiangong.kit.pages import ActionPage, FormPage, Link, Page
from jiangong.kit.ui.parts import Place

DUPLICATE_CRUMBS = (*CRUMBS, Link("查重合并", "/people/duplicates/"))
SEALED_COLUMNS = {"phone": PHONE, "id_number": ID_NUMBER}


class Duplicates(Page):
    """Pairs of entries that look alike, one way of suspecting at a time."""

    permission = "people.merge"
    model = Person
    title = "查重合并"
    template_name = "people/duplicates.html"
    section = SECTION
    crumbs = CRUMBS

    def context(self) -> dict[str, Any]:
        wanted = self.request.GET.get("by", "")
        kind = DUPLICATE_KINDS.get(wanted) or next(iter(DUPLICATE_KINDS.values()))
        tabs = [
            Place(one.label, f"{self.request.path}?by={one.name}", current=one is kind)
            for one in DUPLICATE_KINDS.values()
        ]
        pairs = [(pair, facts_beside(pair.first, pair.second)) for pair in twins(kind, self.actor)]
        return {"tabs": tabs, "pairs": pairs, "kind": kind}


class PersonMerge(FormPage):
    """Two entries side by side; for each difference one of the two values is kept."""

    permission = "people.merge"
    model = Person
    title = "合并人员"
    template_name = "people/merge.html"
    submit_label = "合并"
    done = "已合并。"
    section = SECTION
    crumbs = DUPLICATE_CRUMBS

    def both(self) -> tuple[Person, Person]:
        if not hasattr(self, "_both"):
            pair = {self.kwargs["pk"], self.kwargs["other"]}
            if max(pair) >= 2**63:
                raise Http404
            found = standing_people(self.actor).select_related("organization").in_bulk(pair)
            if len(found) < 2:
                raise Http404
            self._both = found[self.kwargs["pk"]], found[self.kwargs["other"]]
        return self._both

    def make_form(self, **submitted: Any) -> forms.Form:
        return MergeForm(self.both(), **submitted)

    def perform(self, form: "MergeForm") -> Person:
        keep, drop = self.both()
        return merge_people(keep, drop, form.cleaned_data, actor=self.actor)

    def context(self) -> dict[str, Any]:
        keep, drop = self.both()
        return super().context() | {
            "keep": keep,
            "drop": drop,
            "facts": facts_beside(keep, drop),
            "blocked": why_not_merge(keep, drop),
            "swap_url": reverse("people:merge", args=[drop.pk, keep.pk]),
            "apart_url": reverse("people:tell_apart", args=[keep.pk, drop.pk]),
        }


class PersonTellApart(ActionPage):
    """These are two people: not asked again."""

    permission = "people.merge"
    model = Person
    done = "已记下这是两个人，不再提示。"

    def get_queryset(self) -> Any:
        return standing_people(self.actor)

    def run(self, instance: Person, note: str) -> None:
        other = self.get_queryset().filter(pk=self.kwargs["other"]).first()
        if other is None:
            raise Http404
        tell_apart(instance, other, actor=self.actor)

    def location(self, instance: Person) -> str:
        return reverse("people:duplicate_list")


class MergeForm(forms.Form):
    """One choice per field in which the two entries differ."""

    def __init__(self, both: tuple[Person, Person], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label, first, second in facts_beside(*both):
            if first != second and first and second:
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=[("keep", first), (DROP, second)],
                    initial="keep",
                    widget=forms.RadioSelect,
                )


def facts_beside(first: Person, second: Person) -> list[tuple[str, str, str, str]]:
    """Name, label and both values as shown, numbers masked."""
    return [
        (name, _label(name), _shown(first, name), _shown(second, name))
        for name in CHOOSABLE
        if _shown(first, name) or _shown(second, name)
    ]


def _label(name: str) -> str:
    column = SEALED_COLUMNS.get(name)
    return column.label if column else str(cast("Field", Person._meta.get_field(name)).verbose_name)


def _shown(person: Person, name: str) -> str:
    if column := SEALED_COLUMNS.get(name):
        return column.masked(person.pk, getattr(person, f"{name}_sealed"))
    value = getattr(person, name)
    return BoundColumn(Column(name, ""), Person, 0).text(str(value) if name == "organization" else value)
