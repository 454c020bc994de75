"""What the ledgers of the reform contribute to indicators."""

from django.db.models import Q

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure
from jiangong.domains.reform.choices import EntryState, TaskState

tasks_done = register_measure(
    Measure(
        key="reform.tasks_done",
        model="reform.ReformTask",
        label="完成的改革任务",
        unit="项",
        kind=IndicatorKind.SUM,
        explanation="从完成之日起计入牵头单位；推进中、已作废的不计。",
        date="done_on",
        organization="lead",
        counts=Q(state=TaskState.DONE),
    )
)
policies = register_measure(
    Measure(
        key="reform.policies",
        model="reform.Policy",
        label="出台的产改政策",
        unit="件",
        kind=IndicatorKind.SUM,
        explanation="从印发之日起计；已作废的不计。",
        date="issued_on",
        counts=Q(state=EntryState.STANDING),
    )
)
pilots = register_measure(
    Measure(
        key="reform.pilots",
        model="reform.Pilot",
        label="产改试点示范单位",
        unit="家",
        kind=IndicatorKind.LATEST,
        explanation="从命名之日起计，期满或撤销之日起不再计；已作废的不计。",
        date="named_on",
        until="ended_on",
        counts=Q(state=EntryState.STANDING),
    )
)
