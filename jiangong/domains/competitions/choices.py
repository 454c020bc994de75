"""Kinds of competitions, what they measure, and where an enrolment stands."""

from django.db.models import TextChoices


class CompetitionKind(TextChoices):
    """The three mass competitions; what is enrolled differs with the kind."""

    CONSTRUCTION = "construction", "“六比一创”劳动竞赛"
    ENERGY = "energy", "“三比两降”节能减排竞赛"
    SAFETY = "safety", "“安康杯”竞赛"


SHORT_NAMES: dict[str, str] = {
    CompetitionKind.CONSTRUCTION: "六比一创",
    CompetitionKind.ENERGY: "三比两降",
    CompetitionKind.SAFETY: "安康杯",
}
PROJECT_KINDS = (CompetitionKind.CONSTRUCTION, CompetitionKind.ENERGY)


class Metric(TextChoices):
    """What an energy project brings down; the unit belongs to the metric."""

    COAL = "coal", "综合能耗（吨标准煤）"
    POWER = "power", "用电量（万千瓦时）"
    GAS = "gas", "天然气用量（万立方米）"
    OIL = "oil", "燃油用量（吨）"
    HEAT = "heat", "热力用量（吉焦）"
    WATER = "water", "用水量（万立方米）"
    CARBON = "carbon", "二氧化碳排放（吨）"
    NOX = "nox", "氮氧化物排放（千克）"
    VOC = "voc", "挥发性有机物排放（千克）"
    DUST = "dust", "颗粒物排放（千克）"


class EnrolmentState(TextChoices):
    """Where an enrolment stands: each state names what it waits for."""

    DRAFT = "draft", "填写中"
    SUBMITTED = "submitted", "待确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "已退回"
    QUIT = "quit", "已退出"
    VOID = "void", "已作废"


OPEN_STATES = (EnrolmentState.DRAFT, EnrolmentState.RETURNED)
# Who takes part, or wants to: one body or project is enrolled once among these.
LIVE_STATES = (
    EnrolmentState.DRAFT,
    EnrolmentState.SUBMITTED,
    EnrolmentState.CONFIRMED,
    EnrolmentState.RETURNED,
)


class Step(TextChoices):
    """Names of the transitions."""

    SUBMIT = "submit", "报名"
    WITHDRAW = "withdraw", "撤回报名"
    CONFIRM = "confirm", "确认"
    SEND_BACK = "send_back", "退回"
    QUIT = "quit", "退出"
    VOID = "void", "作废"
