"""Committees, leading groups and their members."""

from typing import Any

from django.db import models
from django.urls import reverse

from jiangong.domains.people.actions import edit_committee, register_committee, seat_members
from jiangong.domains.people.forms import CommitteeForm, MembersForm
from jiangong.domains.people.models import Committee
from jiangong.domains.people.queries import seats_as_text, standing_people
from jiangong.domains.people.tables import CommitteesTable
from jiangong.kit.pages import Action, CreatePage, DetailPage, EditPage, Link, ListPage, Panel

SECTION = "committees"
CRUMBS = (Link("委员会", "/people/committees/"),)
MANAGE = "people.manage_committees"


class CommitteeList(ListPage):
    """Committees within reach."""

    permission = "people.view"
    export_permission = "people.export"
    model = Committee
    table = CommitteesTable
    title = "委员会"
    section = SECTION

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can(MANAGE):
            return ()
        return (Action("登记委员会", reverse("people:committee_create"), "plus", primary=True),)


class CommitteeDetail(DetailPage):
    """One committee with its members in order."""

    permission = "people.view"
    edit_permission = MANAGE
    edit_url_name = "committee_edit"
    model = Committee
    section = SECTION
    crumbs = CRUMBS
    sections = (("基本情况", ("kind", "organization", "term_from", "term_to", "duty")),)

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("organization")

    def meta(self) -> tuple[str, ...]:
        committee = self.get_object()
        return (str(committee.organization), committee.get_kind_display())

    def actions(self) -> tuple[Action, ...]:
        if not self.actor.can(MANAGE):
            return ()
        address = reverse("people:committee_members", args=[self.get_object().pk])
        return (Action("调整成员", address, "users", primary=True), *super().actions())

    def panels(self) -> list[Panel]:
        members = list(self.get_object().members.select_related("person__organization"))
        near = set(
            standing_people(self.actor)
            .filter(pk__in=[seat.person_id for seat in members])
            .values_list("pk", flat=True)
        )
        rows = [(seat, seat.person_id in near) for seat in members]
        return [Panel("成员", "people/_members.html", {"rows": rows}, count=len(rows))]


class CommitteeCreate(CreatePage):
    """Register a committee; its members come next."""

    permission = MANAGE
    model = Committee
    form_class = CommitteeForm
    title = "登记委员会"
    section = SECTION
    crumbs = CRUMBS
    done = "已登记。请接着填写成员。"

    def initial(self) -> dict[str, Any]:
        return {"organization": self.actor.organization}

    def perform(self, form: CommitteeForm) -> Committee:
        return register_committee(form.cleaned_data, actor=self.actor)

    def location(self, result: Committee) -> str:
        return reverse("people:committee_members", args=[result.pk])


class CommitteeEdit(EditPage):
    """Change a committee's own facts."""

    permission = MANAGE
    model = Committee
    form_class = CommitteeForm
    title = "修改委员会"
    section = SECTION
    crumbs = CRUMBS

    def initial(self) -> dict[str, Any]:
        committee = self.get_object()
        return {name: getattr(committee, name) for name in CommitteeForm.base_fields}

    def perform(self, form: CommitteeForm) -> Committee:
        return edit_committee(self.get_object(), form.cleaned_data, self.posted_version(), actor=self.actor)


class CommitteeMembers(EditPage):
    """The whole membership as one list, in order."""

    permission = MANAGE
    model = Committee
    form_class = MembersForm
    title = "调整成员"
    section = SECTION
    crumbs = CRUMBS
    done = "成员名单已保存。"

    def initial(self) -> dict[str, Any]:
        return {"members": seats_as_text(self.get_object())}

    def perform(self, form: MembersForm) -> Committee:
        seats = form.cleaned_data["members"]
        return seat_members(self.get_object(), seats, self.posted_version(), actor=self.actor)
