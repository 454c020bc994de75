"""What a written name means, asked once."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from jiangong.domains.plans.actions.duties import settle_unit
from jiangong.domains.plans.forms.settling import MeaningForm
from jiangong.domains.plans.models import Plan
from jiangong.domains.plans.views.editing import InlinePage
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.pages import FormPage


class PlanMeaning(InlinePage):
    """Say once which organization a written name means."""

    title = "确认单位名称"
    submit_label = "就是这个单位"
    done = "已记住，今后自动识别。"
    tab = "goals"
    row_id = "meaning"

    @property
    def template_name(self) -> str:
        return "plans/review/meaning_dialog.html" if self.request.htmx else "ui/form_page.html"

    @property
    def written(self) -> str:
        return self.request.GET.get("written", "")[:120]

    @property
    def intro(self) -> str:
        return f"通知里写的“{self.written}”是哪个单位？确认后作为别名记住，本计划里同样的写法一并对应，今后不再询问。"

    def make_form(self, **submitted: Any) -> Any:
        if not self.written.strip():
            raise Refusal("没有说明要确认哪个名称，请从审阅页面点“指定单位”。")
        return MeaningForm(actor=self.actor, written=self.written, **submitted)

    def perform(self, form: Any) -> Plan:
        settle_unit(self.get_object(), self.written, form.cleaned_data["other"], actor=self.actor)
        return self.get_object()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.get_object()
        answer = FormPage.post(self, request, *args, **kwargs)
        if not request.htmx:
            return answer
        if answer.status_code == 302:
            refreshed = HttpResponse()
            refreshed["HX-Refresh"] = "true"
            return refreshed
        answer.status_code = 200  # a dialog only shows answers that succeeded
        return answer
