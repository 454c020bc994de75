"""What enrolments contribute to indicators: confirmed ones, from the day they were confirmed."""

from django.db.models import Q

from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState, Metric
from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure

MODEL = "competitions.Enrolment"
CONFIRMED = Q(state=EnrolmentState.CONFIRMED)
FROM_WHEN = "从确认之日起计；填写中、待确认、已退回、已退出、已作废的不计。"

energy_projects = register_measure(
    Measure(
        key="competitions.energy_projects",
        model=MODEL,
        label="“三比两降”节能减排竞赛参赛项目",
        unit="个",
        kind=IndicatorKind.SUM,
        explanation=f"已确认参加“三比两降”节能减排竞赛的项目，一个项目计1个。{FROM_WHEN}",
        date="confirmed_on",
        counts=CONFIRMED & Q(kind=CompetitionKind.ENERGY),
    )
)
construction_projects = register_measure(
    Measure(
        key="competitions.construction_projects",
        model=MODEL,
        label="“六比一创”劳动竞赛参赛项目",
        unit="个",
        kind=IndicatorKind.SUM,
        explanation=f"已确认参加“六比一创”劳动竞赛的建设项目，一个项目计1个。{FROM_WHEN}",
        date="confirmed_on",
        counts=CONFIRMED & Q(kind=CompetitionKind.CONSTRUCTION),
    )
)
safety_workers = register_measure(
    Measure(
        key="competitions.safety_workers",
        model=MODEL,
        label="“安康杯”竞赛参赛职工",
        unit="人",
        kind=IndicatorKind.SUM,
        explanation=f"已确认参加“安康杯”竞赛的单位所报的参赛职工人数相加。{FROM_WHEN}",
        date="confirmed_on",
        value="workers",
        counts=CONFIRMED & Q(kind=CompetitionKind.SAFETY),
    )
)
safety_units = register_measure(
    Measure(
        key="competitions.safety_units",
        model=MODEL,
        label="“安康杯”竞赛参赛单位",
        unit="家",
        kind=IndicatorKind.SUM,
        explanation=f"已确认参加“安康杯”竞赛的单位；同一单位在一次竞赛中只能报一次。{FROM_WHEN}",
        date="confirmed_on",
        counts=CONFIRMED & Q(kind=CompetitionKind.SAFETY),
    )
)
workers_covered = register_measure(
    Measure(
        key="competitions.workers_covered",
        model=MODEL,
        label="三项竞赛覆盖职工",
        unit="人次",
        kind=IndicatorKind.SUM,
        explanation=f"“六比一创”“三比两降”“安康杯”竞赛参赛职工人数相加，同一人参加几项计几次。{FROM_WHEN}",
        date="confirmed_on",
        value="workers",
        counts=CONFIRMED,
    )
)
energy_saved = register_measure(
    Measure(
        key="competitions.energy_saved",
        model=MODEL,
        label="“三比两降”节约综合能耗",
        unit="吨标准煤",
        kind=IndicatorKind.SUM,
        explanation=(
            "已确认项目中以综合能耗（吨标准煤）为考核指标、已登记成果的，基准值减成果值相加，用能增加的相应减去。"
            "从成果统计之日起计；电、气、水等其他指标不折算，不计入。"
        ),
        date="result_on",
        value="saved",
        counts=CONFIRMED & Q(kind=CompetitionKind.ENERGY, metric=Metric.COAL, saved__isnull=False),
    )
)
