"""The fill-once guard: what a new question asks for, held against everything that is known already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from jiangong.domains.indicators.measures import measures
from jiangong.domains.indicators.models import Indicator
from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.models import Person
from jiangong.domains.reporting.choices import InquiryState
from jiangong.domains.reporting.models import Inquiry, Question
from jiangong.kit.access.actor import Actor

NOISE = re.compile(r"[\s（）()、，。：:“”的数量名单本单位年度月份情况累计目前现有共总]|人数|个数|\d+")
ENOUGH = 0.6  # of the shorter name's pairs of characters

# What the organization and people registers hold, and how forms like to call it.
CARD = {
    "统一社会信用代码": (Organization, "组织档案"),
    "联系电话": (Organization, "组织档案"),
    "办公地址": (Organization, "组织档案"),
    "单位名称": (Organization, "组织档案"),
    "工会名称": (Organization, "组织档案"),
    "工会主席": (Organization, "委员会名单"),
    "工会干部": (Person, "人员档案"),
    "会员人数": (Person, "人员档案"),
    "职工人数": (Person, "人员档案"),
    "农民工人数": (Person, "人员档案"),
    "技能等级": (Person, "人员档案"),
    "姓名": (Person, "人员档案"),
    "手机号码": (Person, "人员档案"),
    "身份证号": (Person, "人员档案"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """Something the product knows already under another name."""

    name: str
    where: str

    def __str__(self) -> str:
        return f"{self.where}“{self.name}”"


def known_as(label: str, actor: Actor, *, besides: Inquiry | None = None) -> list[Known]:
    """What a question of this name would ask a second time, the nearest first."""
    wanted = _core(label)
    if not wanted:
        return []
    scored = [(likeness(wanted, _core(one.name)), one) for one in _everything(actor, besides)]
    near = sorted((pair for pair in scored if pair[0] >= ENOUGH), key=lambda pair: -pair[0])
    return [one for _, one in near[:3]]


def _everything(actor: Actor, besides: Inquiry | None) -> Iterator[Known]:
    """Figures in the catalogue, ledgers, the registers, and what running forms ask."""
    for one in Indicator.objects.visible_to(actor).filter(retired_on=None).only("name", "measure"):
        yield Known(one.name, "台账指标" if one.measure else "已在填报的指标")
    for measure in measures():
        yield Known(measure.label, "台账")
    for name, (_, where) in CARD.items():
        yield Known(name, where)
    running = Inquiry.objects.visible_to(actor).filter(
        state=InquiryState.OPEN, expires_on__gte=timezone.localdate()
    )
    if besides is not None:
        running = running.exclude(pk=besides.pk)
    for question in Question.objects.filter(inquiry__in=running.values("pk")).select_related("inquiry"):
        yield Known(question.label, f"填报布置《{question.inquiry}》的")


def _core(text: str) -> str:
    """What a name is about, without what forms put around it."""
    return NOISE.sub("", text)


def likeness(one: str, other: str) -> float:
    """How much of the shorter name stands in the other, by pairs of characters."""
    if not one or not other:
        return 0.0
    if one in other or other in one:
        return min(len(one), len(other)) / max(len(one), len(other)) if min(len(one), len(other)) < 2 else 1.0
    first, second = _pairs(one), _pairs(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
