"""What agreements contribute to indicators."""

from django.db import models

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure
from jiangong.domains.mentorship.choices import RUNNING_STATES, STANDING_STATES, AgreementState

# Signed by both and carried out. An honest "不合格" costs no figure, or nobody would ever fail; what was broken off
# before anybody had looked at it was a signature only.
CARRIED_OUT = models.Q(state__in=(*RUNNING_STATES, AgreementState.PASSED, AgreementState.FAILED)) | models.Q(
    state=AgreementState.TERMINATED, midterm_on__isnull=False
)

VALID_AGREEMENTS = register_measure(
    Measure(
        key="mentorship.valid_agreements",
        model="mentorship.Agreement",
        label="有效师带徒协议",
        unit="份",
        kind=IndicatorKind.SUM,
        explanation=(
            "师傅、徒弟都已签字的协议，计入生效当天（后签一方的签字日期）所在的月份和当时的责任单位。"
            "生效、期满、出师、考核不合格的都计入；中期检查之后终止的计入，中期检查之前终止的不计入。"
            "草拟、待签、作废的不计入。"
        ),
        date="effective_on",
        counts=CARRIED_OUT,
        related=("master", "apprentice"),
    )
)
AGREEMENTS_IN_FORCE = register_measure(
    Measure(
        key="mentorship.agreements_in_force",
        model="mentorship.Agreement",
        label="履行中的师带徒协议",
        unit="份",
        kind=IndicatorKind.LATEST,
        explanation=(
            "某一天正在履行的协议：从生效当天算起，到期满、考核或终止的次日不再计算。作废的从来不计。"
        ),
        date="effective_on",
        until="lapses_on",
        counts=models.Q(state__in=STANDING_STATES),
        related=("master", "apprentice"),
    )
)
MASTERS = register_measure(
    Measure(
        key="mentorship.masters",
        model="mentorship.Agreement",
        label="带徒师傅",
        unit="人",
        kind=IndicatorKind.DISTINCT,
        explanation="有效师带徒协议中的师傅，一人带几名徒弟只算一次。哪些协议算有效，与“有效师带徒协议”相同。",
        date="effective_on",
        identity="master",
        counts=CARRIED_OUT,
        related=("master",),
    )
)
GRADUATES = register_measure(
    Measure(
        key="mentorship.graduates",
        model="mentorship.Agreement",
        label="出师徒弟",
        unit="人",
        kind=IndicatorKind.SUM,
        explanation="出师考核合格的徒弟，计入考核当天所在的月份；一份协议算一人。",
        date="completed_on",
        counts=models.Q(state=AgreementState.PASSED),
        related=("apprentice",),
    )
)
