"""What studios contribute to figures."""

from django.db import models

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure
from jiangong.domains.studios.choices import StudioState

STOOD = ~models.Q(state__in=(StudioState.BUILDING, StudioState.VOID))

NEW = register_measure(
    Measure(
        key="studios.new",
        model="studios.Studio",
        label="新建创新工作室",
        unit="个",
        kind=IndicatorKind.SUM,
        explanation="登记要素齐全、确认登记之日计入；直接补录已命名的，按登记或命名日期计入。建设中和作废的不算。",
        date="effective_on",
        counts=STOOD,
    )
)
IN_FORCE = register_measure(
    Measure(
        key="studios.in_force",
        model="studios.Studio",
        label="在册创新工作室",
        unit="个",
        kind=IndicatorKind.LATEST,
        explanation="已登记、已命名、受警告的工作室；撤销的从撤销之日起不算。",
        date="effective_on",
        until="revoked_on",
        counts=STOOD,
    )
)
RESULTS = register_measure(
    Measure(
        key="studios.results",
        model="studios.Result",
        label="创新工作室成果",
        unit="项",
        kind=IndicatorKind.SUM,
        explanation="取得日期在统计期内的成果，作废的不算。",
        date="obtained_on",
        counts=models.Q(voided_at=None),
        related=("studio",),
    )
)
BENEFIT = register_measure(
    Measure(
        key="studios.benefit",
        model="studios.Result",
        label="创新工作室成果经济效益",
        unit="万元",
        kind=IndicatorKind.SUM,
        explanation="取得日期在统计期内的成果登记的年经济效益，作废的不算。",
        date="obtained_on",
        value="benefit",
        counts=models.Q(voided_at=None, benefit__isnull=False),
        related=("studio",),
    )
)
