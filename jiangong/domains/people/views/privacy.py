"""Looking at a sealed number, handing a person their own data, forgetting a person."""

import json
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from jiangong.domains.people.actions import copy_out_person, erase_person, reveal
from jiangong.domains.people.forms import CopyOutForm, ReasonForm
from jiangong.domains.people.models import SEALED, STANDING, Person, SealedColumn
from jiangong.domains.people.views.people import SECTION, crumbs_of
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.commands.running import Outcome, run_once
from jiangong.kit.pages import FormPage, Head
from jiangong.lib.workbooks.writing import write_xlsx

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SEEN = "这次查看已经用过。请返回人员页面，重新打开查看。"


class PersonReason(FormPage):
    """A page on one person that asks for a reason first."""

    model = Person
    form_class: Any = ReasonForm
    section = SECTION

    def head(self) -> Head:
        return Head(self.title, crumbs=crumbs_of(self.get_object()))

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(STANDING)

    def cancel_url(self) -> str:
        return self.get_object().get_absolute_url()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.get_object()
        return super().get(request, *args, **kwargs)


class PersonReveal(PersonReason):
    """One look at one number: reason, audit row, answer shown once and kept nowhere."""

    permission = "people.reveal"
    submit_label = "查看"

    @property
    def template_name(self) -> str:
        return "people/_reveal.html" if self.request.htmx else "people/reveal.html"

    @property
    def column(self) -> SealedColumn:
        found = SEALED.get(self.kwargs["field"])
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> str:
        return f"查看{self.column.label}"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person, form = self.get_object(), self.open_form(data=request.POST)
        try:
            key = self.command_key()
            if form.is_valid():
                return self.render(number=self.look(person, form.cleaned_data["reason"], key))
        except Refusal as refusal:
            self.explain(form, refusal)
        # A dialog only shows answers that succeeded.
        return self.render(form=form, status=200 if request.htmx else 422)

    def look(self, person: Person, reason: str, key: str) -> str:
        """The number, once per form: a repeated submission finds its receipt, which does not hold it."""
        shown: list[str] = []

        def act() -> Outcome:
            shown.append(reveal(person, self.column.name, reason, actor=self.actor))
            return Outcome(person.get_absolute_url())

        run_once(self.actor, key, self.contents(), act)
        if not shown:
            raise Refusal(SEEN)
        return shown[0]

    def context(self) -> dict[str, Any]:
        return super().context() | {"object": self.get_object(), "label": self.column.label}


class PersonCopyOut(PersonReason):
    """Everything registered about a person, as a file for them."""

    permission = "people.erase"
    form_class = CopyOutForm
    title = "导出本人信息"
    submit_label = "导出"
    intro = "导出登记在这名人员名下的全部信息，包括完整号码，只能交给本人。导出会记入审计。"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person, form = self.get_object(), self.open_form(data=request.POST)
        if not form.is_valid():
            return self.render(form=form, status=422)
        try:
            sections = copy_out_person(person, form.cleaned_data["reason"], actor=self.actor)
        except Refusal as refusal:
            self.explain(form, refusal)
            return self.render(form=form, status=refusal.status)
        return (
            _as_json(person, sections) if form.cleaned_data["form"] == "json" else _as_xlsx(person, sections)
        )


class PersonErase(PersonReason):
    """Forget who somebody was."""

    permission = "people.erase"
    title = "删除个人信息"
    template_name = "ui/action_page.html"
    submit_label = "删除个人信息"
    done = "个人信息已删除。"

    def perform(self, form: ReasonForm) -> Person:
        return erase_person(self.get_object(), form.cleaned_data["reason"], actor=self.actor)

    def location(self, result: Person) -> str:
        return reverse("people:list")

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "danger": True,
            "consequences": (
                "姓名、出生日期、身份证号、手机号等不再可读，不能恢复。",
                "记录编号和统计数保留，任职与办理经过不再显示是谁。",
            ),
        }


def _as_json(person: Person, sections: list) -> HttpResponse:
    text = json.dumps(dict(sections), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="person-{person.pk}.json"'
    return response


def _as_xlsx(person: Person, sections: list) -> HttpResponse:
    lines = [
        (title, number, label, value)
        for title, rows in sections
        for number, row in enumerate(rows, 1)
        for label, value in row.items()
    ]
    columns = [("内容", 16), ("序号", 8), ("项目", 20), ("值", 40)]
    response = HttpResponse(write_xlsx("本人信息", columns, lines), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="person-{person.pk}.xlsx"'
    return response
