"""Rhythms, states and kinds of what is reported."""

from django.db.models import TextChoices


class Rhythm(TextChoices):
    """How often units report."""

    TEN_DAYS = "ten_days", "旬报"
    MONTH = "month", "月报"
    QUARTER = "quarter", "季报"
    HALF_YEAR = "half_year", "半年报"
    CUSTOM = "custom", "自定起止"
    ANY_TIME = "any_time", "随时报"


class ReportState(TextChoices):
    """Where a report stands: each state names what it waits for."""

    DRAFT = "draft", "待填报"
    CHECKING = "checking", "待本单位审核"
    SIGNING = "signing", "待负责人签发"
    SUBMITTED = "submitted", "待审核"
    ENDORSED = "endorsed", "区县已审"
    APPROVED = "approved", "已确认"
    RETURNED = "returned", "已退回"
    REVISING = "revising", "更正中"


# What the unit still works on; what it sent up.
OPEN_STATES = (ReportState.DRAFT, ReportState.RETURNED, ReportState.REVISING)
INSIDE_STATES = (ReportState.CHECKING, ReportState.SIGNING)
WAITING_STATES = (ReportState.SUBMITTED, ReportState.ENDORSED)
SENT_STATES = (*WAITING_STATES, ReportState.APPROVED)


class CountsFrom(TextChoices):
    """From which state on a report's figures count."""

    SUBMITTED = "submitted", "报送后即计入"
    APPROVED = "approved", "确认后计入"


class EntryMode(TextChoices):
    """Where the figure of a line comes from."""

    LEDGER = "ledger", "台账"
    TYPED = "typed", "填写"
    ABOVE = "from_above", "上级核定"
    DERIVED = "derived", "自动计算"


class Doubt(TextChoices):
    """What makes a line doubtful: explained or mended before it is sent, looked at before it is approved."""

    DIFFERENCE = "difference", "与台账不一致"
    JUMP = "jump", "变动过大"
    OVER_TARGET = "over_target", "超过任务数"
    TOO_LOW = "too_low", "低于下限"
    TOO_HIGH = "too_high", "高于上限"
    CROSS = "cross", "指标间不符"
    NO_EVIDENCE = "no_evidence", "缺佐证"


class MatterKind(TextChoices):
    """What is sent up at any time."""

    PROBLEM = "problem", "问题"
    SUGGESTION = "suggestion", "建议"
    RESULT = "result", "重要成果"


# Within how many days an answer is due.
ANSWER_DAYS = {MatterKind.PROBLEM: 10, MatterKind.SUGGESTION: 30, MatterKind.RESULT: 15}


class MatterState(TextChoices):
    """Where a matter stands."""

    SENT = "sent", "待答复"
    ANSWERED = "answered", "已答复"
    SETTLED = "settled", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class WindowStanding(TextChoices):
    """What the clock and the lock make of a window."""

    OPEN = "open", "填报中"
    COMING = "coming", "未开放"
    LOCKED = "locked", "已锁定"


class InquiryState(TextChoices):
    """Where a form that asks units for something stands."""

    DRAFT = "draft", "草稿"
    OPEN = "open", "填报中"
    CLOSED = "closed", "已停用"


class AnswerKind(TextChoices):
    """What is asked for."""

    NUMBER = "number", "数字"
    TEXT = "text", "文字"
    CHOICE = "choice", "选项"
    DAY = "day", "日期"
