"""The page of the working calendar."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from jiangong.kit.pages import Action, FormPage, Head
from jiangong.kit.workdays.days import is_known, set_year
from jiangong.kit.workdays.forms import YearForm, as_lines
from jiangong.kit.workdays.models import SpecialDay
from jiangong.lib.digits import year_named

EARLIEST, LATEST = 2020, 2099


class WorkdayYear(FormPage):
    """One year's holidays and exchanged days."""

    permission = "accounts.system_console"
    title = "放假和调休"
    section = "workdays"
    form_class = YearForm
    intro = (
        "每年国务院办公厅公布放假安排后在这里录入。休息日和夜间不对外发提醒，期限按工作日计算的地方也用它。"
    )

    @property
    def year(self) -> int:
        wanted = year_named(self.request.GET.get("year", ""))
        return wanted if wanted and EARLIEST <= wanted <= LATEST else timezone.localdate().year

    def head(self) -> Head:
        own = reverse("workdays:year")
        others = tuple(
            Action(f"{year}年", f"{own}?year={year}", "calendar") for year in (self.year - 1, self.year + 1)
        )
        known = "已录入" if is_known(self.year) else "还没有录入，现在只按周末判断"
        return Head(f"{self.title}：{self.year}年", meta=(known,), actions=others)

    def initial(self) -> dict[str, Any]:
        days = list(SpecialDay.objects.filter(day__year=self.year))
        return {"year": self.year, "lines": as_lines(days)}

    def perform(self, form: Any) -> int:
        set_year(form.cleaned_data["year"], form.cleaned_data["days"], actor=self.actor)
        return form.cleaned_data["year"]

    def location(self, result: int) -> str:
        return f"{reverse('workdays:year')}?year={result}"
