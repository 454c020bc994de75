"""What the register of titles contributes to figures."""

from django.db import models

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure
from jiangong.domains.titles.choices import AwardState, TitleFamily

HELD = models.Q(state=AwardState.HELD)
STOOD = models.Q(state__in=(AwardState.HELD, AwardState.REVOKED))

CRAFTSMEN = register_measure(
    Measure(
        key="titles.craftsmen",
        model="titles.Award",
        label="工匠选树",
        unit="名",
        kind=IndicatorKind.DISTINCT,
        explanation="授予日期在统计期内的工匠称号，不分级别，同一人只算一名；已撤销、已作废的不算。",
        date="given_on",
        identity="person",
        counts=HELD & models.Q(family=TitleFamily.CRAFTSMAN),
        related=("person", "title"),
    )
)
MODEL_WORKERS = register_measure(
    Measure(
        key="titles.model_workers",
        model="titles.Award",
        label="劳模在册",
        unit="名",
        kind=IndicatorKind.LATEST,
        explanation="有劳动模范或先进工作者称号的人，有几个称号也只算一名，从最早的一个算起；撤销的从撤销之日起不算。",
        date="given_on",
        until="revoked_on",
        counts=STOOD & models.Q(family=TitleFamily.MODEL, is_counted=True),
        related=("person", "title"),
    )
)
COLLECTIVES = register_measure(
    Measure(
        key="titles.collectives",
        model="titles.Award",
        label="先进集体",
        unit="个",
        kind=IndicatorKind.DISTINCT,
        explanation="授予日期在统计期内的奖状、工人先锋号、先进集体，同一集体只算一个；已撤销、已作废的不算。",
        date="given_on",
        identity="collective_key",
        counts=HELD & models.Q(family=TitleFamily.COLLECTIVE),
        related=("unit", "enterprise", "title"),
    )
)
