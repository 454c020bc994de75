"""Screens of topics, results and grants: one page each for adding, correcting and voiding."""

from typing import Any

from django.http import Http404

from jiangong.domains.studios import actions, rules
from jiangong.domains.studios.forms import PART_FORMS, VoidForm
from jiangong.domains.studios.models import PARTS, Studio, StudioPart
from jiangong.domains.studios.views.studios import SECTION, StudioPage
from jiangong.kit.pages import EditPage, Head


class PartPage(StudioPage, EditPage):
    """A page on one entry of a studio's file; the address names the kind and the entry."""

    permission = "studios.edit"
    model = Studio
    section = SECTION
    verb = ""
    rule = staticmethod(rules.editing_refusal)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organization")

    @property
    def kind(self) -> type[StudioPart]:
        found = PARTS.get(self.kwargs["part"])
        if found is None:
            raise Http404
        return found

    def part(self) -> Any:
        """The entry itself; one of another studio is not there."""
        if not hasattr(self, "_part"):
            rows = self.kind._base_manager.filter(studio=self.get_object(), pk=self.kwargs["row"])
            self._part = rows.first()
        if self._part is None:
            raise Http404
        return self._part

    def head(self) -> Head:
        return Head(f"{self.verb}{self.kind._meta.verbose_name}", crumbs=self.crumbs)

    def make_form(self, **submitted: Any) -> Any:
        entry = self.entry()
        form_class = PART_FORMS[self.kwargs["part"]]
        return form_class(actor=self.actor, studio=self.get_object(), instance=entry, **submitted)

    def entry(self) -> Any:
        """The row the form fills."""
        return self.part()

    def location(self, result: Any) -> str:
        return self.get_object().get_absolute_url()

    def shown_version(self) -> str:
        return str(self.part().version)


class PartAdd(PartPage):
    """One more entry."""

    verb = "登记"
    submit_label = "登记"
    done = "已登记。"

    def entry(self) -> Any:
        return self.kind()

    def shown_version(self) -> str:
        return "0"

    def perform(self, form: Any) -> StudioPart:
        return actions.add_part(self.get_object(), form.instance, actor=self.actor)


class PartEdit(PartPage):
    """Correct an entry."""

    verb = "修改"

    def perform(self, form: Any) -> StudioPart:
        version = self.posted_version()
        return actions.revise_part(
            self.get_object(), form.instance, form.changed_data, version, actor=self.actor
        )


class PartVoid(PartPage):
    """Take a wrong entry out of every figure."""

    verb = "作废"
    submit_label = "作废"
    done = "已作废。"
    template_name = "ui/action_page.html"

    def make_form(self, **submitted: Any) -> Any:
        return VoidForm(actor=self.actor, **submitted)

    def context(self) -> dict[str, Any]:
        told = (f"“{self.part()}”不再计入统计，仍能查看；作废后不能恢复。",)
        return {**super().context(), "consequences": told}

    def perform(self, form: Any) -> StudioPart:
        return actions.void_part(
            self.get_object(), self.part(), form.cleaned_data["reason"], actor=self.actor
        )
