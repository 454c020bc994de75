"""Where the screens of assessments hang together."""

from django.urls import reverse_lazy

from jiangong.domains.assessments.choices import Stage
from jiangong.domains.assessments.models import Round, Sheet
from jiangong.kit.pages.heads import Link

SECTION = "assessments"
RUBRICS = Link("评分标准", reverse_lazy("assessments:list"))
ROUNDS = Link("考评", reverse_lazy("assessments:round_list"))
MINE = Link("评分", reverse_lazy("assessments:mine"))
DRAFTS = ("assessments.sheet.save_draft",)  # how long somebody thinks is nobody else's
DECLARATIONS = Link("回避申报", reverse_lazy("assessments:declaration_list"))


def round_link(one: Round) -> Link:
    return Link(str(one), one.get_absolute_url())


def shown_name(sheet: Sheet) -> str:
    """What is scored, as its scorer may know it."""
    return sheet.subject.name_for_judges() if sheet.stage == Stage.FINAL else str(sheet.subject)
