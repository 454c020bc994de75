"""Rename, move, merge, split, close: a form, its consequences, then the act."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from jiangong.domains.organizations import rules
from jiangong.domains.organizations.actions import (
    cancel_change,
    close_organization,
    merge_organizations,
    move_organization,
    rename_organization,
    split_organization,
)
from jiangong.domains.organizations.choices import ChangeState
from jiangong.domains.organizations.forms.changes import (
    END,
    INTO_THIS,
    ChangeForm,
    CloseForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
)
from jiangong.domains.organizations.models import Organization, OrganizationChange
from jiangong.domains.organizations.queries.consequences import consequences_of
from jiangong.domains.organizations.views.organizations import CRUMBS, SECTION
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages import ActionPage, FormPage, Head, Link


class ChangePage(FormPage):
    """Asks what and from when, then shows what it will mean, then does it."""

    permission = "organizations.change"
    model = Organization
    section = SECTION
    form_class: type[ChangeForm]
    verb = ""

    @property
    def submit_label(self) -> str:
        return "看看影响"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        organization = self.get_object()
        return (*CRUMBS, Link(str(organization), organization.get_absolute_url()))

    def head(self) -> Head:
        return Head(f"{self.verb}：{self.get_object().name}", self.crumbs)

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "instance": self.get_object()}

    def refusal(self) -> str:
        organization = self.get_object()
        return rules.beyond_reach({organization.pk}, (), self.actor) or rules.closed(organization)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.POST.get("confirmed"):
            form = self.open_form(data=request.POST)
            if form.is_valid():
                return self.ask(form)
        return super().post(request, *args, **kwargs)

    def ask(self, form: ChangeForm) -> HttpResponseBase:
        """Carry the change out and take it back at once: what it says and refuses is the real thing."""
        try:
            with transaction.atomic():
                change = self.perform(form)
                transaction.set_rollback(True)
        except Refusal as refusal:
            self.explain(form, refusal)
            return self.render(form=form, status=refusal.status)
        told = consequences_of(self.touched(form), form.cleaned_data["starts_on"], timezone.localdate())
        again = self.make_form(data={**self.request.POST.dict(), "confirmed": "on"})
        again.hide()
        self.template_name = "ui/action_page.html"
        label = f"确认{self.verb}"
        return self.render(form=again, consequences=[change.summary, *told], submit_label=label)

    def touched(self, form: ChangeForm) -> list[Organization]:
        """Whose members and people the change moves."""
        return [self.get_object()]

    def location(self, result: OrganizationChange) -> str:
        return result.organization.get_absolute_url()

    def message(self, result: OrganizationChange) -> str:
        if result.state == ChangeState.PENDING:
            return f"已登记，{result.effective_on:%Y-%m-%d}自动生效。"
        return f"已{self.verb}。"

    def when(self, form: ChangeForm) -> dict[str, Any]:
        """What every action takes."""
        typed = form.cleaned_data
        return {"starts_on": typed["starts_on"], "basis": typed["basis"], "actor": self.actor}


class OrganizationRename(ChangePage):
    """A new name."""

    form_class = RenameForm
    verb = "更名"

    def perform(self, form: Any) -> OrganizationChange:
        typed = form.cleaned_data
        return rename_organization(
            self.get_object(), name=typed["name"], short_name=typed["short_name"], **self.when(form)
        )

    def touched(self, form: ChangeForm) -> list[Organization]:
        return []


class OrganizationMove(ChangePage):
    """Another parent."""

    form_class = MoveForm
    verb = "改变隶属"

    def perform(self, form: Any) -> OrganizationChange:
        typed = form.cleaned_data
        return move_organization(
            self.get_object(), parent=typed["parent"], kind=typed["new_kind"], **self.when(form)
        )


class OrganizationMerge(ChangePage):
    """Several become one."""

    form_class = MergeForm
    verb = "合并"

    def perform(self, form: Any) -> OrganizationChange:
        typed, organization = form.cleaned_data, self.get_object()
        if typed["into"] == INTO_THIS:
            return merge_organizations(typed["others"], into=organization, **self.when(form))
        return merge_organizations(
            [organization, *typed["others"]],
            name=typed["name"],
            short_name=typed["short_name"],
            **self.when(form),
        )

    def touched(self, form: ChangeForm) -> list[Organization]:
        others = form.cleaned_data["others"]
        return others if form.cleaned_data["into"] == INTO_THIS else [self.get_object(), *others]


class OrganizationSplit(ChangePage):
    """One becomes several."""

    form_class = SplitForm
    verb = "分设"

    def perform(self, form: Any) -> OrganizationChange:
        keep = form.cleaned_data["remains"] != END
        return split_organization(self.get_object(), parts=form.parts(), keep=keep, **self.when(form))

    def touched(self, form: Any) -> list[Organization]:
        if form.cleaned_data["remains"] == END:
            return [self.get_object()]
        return [child for part in form.parts() for child in part["children"]]


class OrganizationClose(ChangePage):
    """An end with a successor."""

    form_class = CloseForm
    verb = "撤销"

    def perform(self, form: Any) -> OrganizationChange:
        return close_organization(
            self.get_object(), successor=form.cleaned_data["successor"], **self.when(form)
        )


class ChangeCancel(ActionPage):
    """Take back a change whose day has not come."""

    permission = "organizations.change"
    model = OrganizationChange
    done = "变动已取消。"

    def run(self, instance: OrganizationChange, note: str) -> None:
        cancel_change(instance, actor=self.actor)

    def location(self, instance: OrganizationChange) -> str:
        return instance.organization.get_absolute_url()
