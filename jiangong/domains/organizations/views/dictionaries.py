"""Dictionaries: editions by year."""

from typing import Any

from django.db import models
from django.urls import reverse

from jiangong.domains.organizations.actions import replace_entries
from jiangong.domains.organizations.forms.dictionaries import DictionaryForm
from jiangong.domains.organizations.models import Dictionary
from jiangong.domains.organizations.tables import DictionaryTable
from jiangong.domains.organizations.views.organizations import SECTION
from jiangong.kit.listing import Column
from jiangong.kit.pages import Action, CreatePage, DetailPage, EditPage, Link, ListPage, Panel

CRUMBS = (Link("组织", "/organizations/"), Link("字典", "/organizations/dictionaries/"))


class DictionaryScope:
    """Dictionaries belong to the whole federation: whoever may read organizations reads them all."""

    def get_queryset(self) -> models.QuerySet:
        return Dictionary.objects.all()


class DictionaryList(DictionaryScope, ListPage):
    """All editions."""

    permission = "organizations.view"
    model = Dictionary
    table = DictionaryTable
    title = "字典"
    section = SECTION
    crumbs = CRUMBS[:1]

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can("organizations.edit_dictionaries"):
            return ()
        return (Action("新建版本", reverse("organizations:dictionary_create"), "plus", primary=True),)


class DictionaryDetail(DictionaryScope, DetailPage):
    """One edition with its entries."""

    permission = "organizations.view"
    edit_permission = "organizations.edit_dictionaries"
    edit_url_name = "dictionary_edit"
    model = Dictionary
    section = SECTION
    crumbs = CRUMBS
    sections = (("版本", ("key", Column("year", "年份", show=str), "source", "updated_at")),)

    def panels(self) -> list[Panel]:
        entries = list(self.get_object().entries.all())
        return [Panel("条目", "organizations/_entries.html", {"entries": entries}, count=len(entries))]


class DictionaryCreate(CreatePage):
    """A new year's edition."""

    permission = "organizations.edit_dictionaries"
    model = Dictionary
    form_class = DictionaryForm
    title = "新建字典版本"
    section = SECTION
    crumbs = CRUMBS
    done = "字典版本已保存。"

    def perform(self, form: Any) -> Dictionary:
        made = super().perform(form)
        return replace_entries(made, form.cleaned_data["lines"], actor=self.actor)


class DictionaryEdit(DictionaryScope, EditPage):
    """Correct an edition."""

    permission = "organizations.edit_dictionaries"
    model = Dictionary
    form_class = DictionaryForm
    title = "修改字典版本"
    section = SECTION
    crumbs = CRUMBS
    done = "字典版本已保存。"

    def perform(self, form: Any) -> Dictionary:
        saved = super().perform(form)
        return replace_entries(saved, form.cleaned_data["lines"], actor=self.actor)
