"""States, roles and kinds of plans."""

from django.db.models import TextChoices


class PlanState(TextChoices):
    """Where a plan stands: each state names what it waits for."""

    DRAFTING = "drafting", "拟稿中"
    REVIEWING = "reviewing", "核稿中"
    COSIGNING = "cosigning", "会签中"
    SIGNING = "signing", "待签发"
    ISSUED = "issued", "已下发"
    CLOSED = "closed", "已办结"
    VOID = "void", "已作废"


# What the units below may see.
PUBLISHED_STATES = (PlanState.ISSUED, PlanState.CLOSED)
UNISSUED_STATES = (PlanState.DRAFTING, PlanState.REVIEWING, PlanState.COSIGNING, PlanState.SIGNING)


class EditionState(TextChoices):
    """Where a version of the division stands; the last approved one is in force."""

    DRAFT = "draft", "草稿"
    PENDING = "pending", "待审定"
    APPROVED = "approved", "已生效"
    DROPPED = "dropped", "已放弃"


OPEN_EDITIONS = (EditionState.DRAFT, EditionState.PENDING)


class Operator(TextChoices):
    """What a target asks for."""

    AT_LEAST = ">=", "不少于"
    AT_MOST = "<=", "不超过"
    EXACTLY = "=", "等于"
    BETWEEN = "between", "区间"
    ABOUT = "about", "左右"


class Division(TextChoices):
    """Whether a goal is divided among units or kept above."""

    DIVIDED = "divided", "分解到单位"
    HELD = "held", "本级掌握"


class DutyRole(TextChoices):
    """How an organization takes part in a task."""

    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"
    JOINT = "joint", "配合"


class Deliverable(TextChoices):
    """What units hand in at a step."""

    NONE = "", "不需要"
    SCHEME = "scheme", "实施方案"
    SUMMARY = "summary", "总结"
    ROSTER = "roster", "名单"
    OTHER = "other", "其他材料"


class DeliveryState(TextChoices):
    """Where a unit's deliverable stands."""

    DUE = "due", "待报送"
    HANDED_IN = "handed_in", "待确认"
    RETURNED = "returned", "已退回"
    RECEIVED = "received", "已收到"


UNANSWERED_DELIVERIES = (DeliveryState.DUE, DeliveryState.RETURNED)


class Channel(TextChoices):
    """How a unit that is not online answered."""

    ONLINE = "online", "系统"
    PAPER = "paper", "纸质"
    PHONE = "phone", "电话"
    CHAT = "chat", "微信（钉钉）"
    MAIL = "mail", "邮件（传真）"


class CosignState(TextChoices):
    """What a partner department said."""

    ASKED = "asked", "待会签"
    AGREED = "agreed", "同意"
    OBJECTED = "objected", "有意见"


class ReadingState(TextChoices):
    """Where the reading of a notice stands."""

    QUEUED = "queued", "等待识读"
    READ = "read", "已识读"
    FAILED = "failed", "未能识读"


class Settlement(TextChoices):
    """How a finding was settled without changing a figure."""

    ACCEPTED = "accepted", "已知悉"
    WAIVED = "waived", "说明原因后放行"
