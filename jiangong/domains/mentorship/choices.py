"""States of agreements, their two parties, how they signed, and what is noted on the way."""

from django.db.models import TextChoices

from jiangong.domains.people.choices import SkillGrade


class AgreementState(TextChoices):
    """Where an agreement stands."""

    DRAFT = "draft", "草拟"
    SIGNING = "signing", "待签"
    VALID = "valid", "生效"
    EXPIRED = "expired", "期满"
    PASSED = "passed", "出师"
    FAILED = "failed", "考核不合格"
    TERMINATED = "terminated", "终止"
    VOID = "void", "作废"


OPEN_STATES = (AgreementState.DRAFT, AgreementState.SIGNING)
RUNNING_STATES = (AgreementState.VALID, AgreementState.EXPIRED)  # signed, and nothing final said yet
# Signed by both: these take their time of master and apprentice.
STANDING_STATES = (
    *RUNNING_STATES,
    AgreementState.PASSED,
    AgreementState.FAILED,
    AgreementState.TERMINATED,
)
LIVE_STATES = (*OPEN_STATES, *STANDING_STATES)


class Party(TextChoices):
    """Whose signature is meant."""

    MASTER = "master", "师傅"
    APPRENTICE = "apprentice", "徒弟"


class Channel(TextChoices):
    """How a party signed."""

    SCREEN = "screen", "在线签署"
    PAPER = "paper", "纸质签字"


class ReviewKind(TextChoices):
    """What is written down while an agreement runs."""

    NOTE = "note", "培养记录"
    MIDTERM = "midterm", "中期检查"
    COMPLETION = "completion", "出师考核"


class ReviewResult(TextChoices):
    """What a check found."""

    GOOD = "good", "进展正常"
    BEHIND = "behind", "需要加强"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


MIDTERM_RESULTS = (ReviewResult.GOOD, ReviewResult.BEHIND)
COMPLETION_RESULTS = (ReviewResult.PASSED, ReviewResult.FAILED)
GRADES = tuple(SkillGrade)  # from none up to the eighth
GOAL_CHOICES = tuple(one for one in SkillGrade.choices if one[0] != SkillGrade.NONE)


def rank(grade: str) -> int:
    """How high a grade is; none is 0."""
    return GRADES.index(SkillGrade(grade or SkillGrade.NONE))


def grades_below(grade: str) -> tuple[SkillGrade, ...]:
    return GRADES[: rank(grade)]
