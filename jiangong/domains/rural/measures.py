"""What the rural ledgers contribute to indicators."""

from django.db.models import Q

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure
from jiangong.domains.rural.choices import BaseLevel, EntryState, ProjectState, Source

STANDING = Q(state=EntryState.STANDING)

people = register_measure(
    Measure(
        key="rural.people",
        model="rural.Participation",
        label="参加乡村振兴行动的先进人物",
        unit="名",
        kind=IndicatorKind.DISTINCT,
        explanation="从参加之日起计，同一人参加几个项目只计1名；已作废的不计。",
        date="joined_on",
        identity="person",
        counts=STANDING,
        related=("person",),
    )
)
collectives = register_measure(
    Measure(
        key="rural.collectives",
        model="rural.Collective",
        label="参加乡村振兴行动的先进集体",
        unit="家",
        kind=IndicatorKind.DISTINCT,
        explanation="从参加之日起计，同一集体参加几个项目只计1家；已作废的不计。",
        date="joined_on",
        identity="identity",
        counts=STANDING,
    )
)
bases = register_measure(
    Measure(
        key="rural.bases",
        model="rural.Base",
        label="乡村振兴示范基地",
        unit="个",
        kind=IndicatorKind.LATEST,
        explanation="从命名之日起计，撤销之日起不再计；已作废的不计。",
        date="named_on",
        until="ended_on",
        counts=STANDING,
    )
)
county_bases = register_measure(
    Measure(
        key="rural.county_bases",
        model="rural.Base",
        label="新命名的县级示范基地",
        unit="个",
        kind=IndicatorKind.SUM,
        explanation="县级工会命名的，按命名之日计；已作废的不计。",
        date="named_on",
        counts=STANDING & Q(level=BaseLevel.COUNTY),
    )
)
own_bases = register_measure(
    Measure(
        key="rural.own_bases",
        model="rural.Base",
        label="新命名的基层单位示范基地",
        unit="个",
        kind=IndicatorKind.SUM,
        explanation="基层单位命名的，按命名之日计；已作废的不计。",
        date="named_on",
        counts=STANDING & Q(level=BaseLevel.OWN),
    )
)
projects = register_measure(
    Measure(
        key="rural.projects",
        model="rural.Project",
        label="助力乡村振兴项目",
        unit="个",
        kind=IndicatorKind.SUM,
        explanation="从启动之日起计，实施中和已完成的各计1个；谋划中、已作废的不计。",
        date="begun_on",
        counts=Q(state__in=(ProjectState.RUNNING, ProjectState.FINISHED)),
    )
)
union_money = register_measure(
    Measure(
        key="rural.union_money",
        model="rural.Funding",
        label="工会投入乡村振兴资金",
        unit="元",
        kind=IndicatorKind.SUM,
        explanation="县级以上工会投入项目的资金，按投入之日计；已作废的不计。",
        date="paid_on",
        value="amount",
        counts=STANDING & Q(source=Source.UNION),
        related=("project",),
    )
)
social_money = register_measure(
    Measure(
        key="rural.social_money",
        model="rural.Funding",
        label="带动社会资金投入乡村振兴",
        unit="元",
        kind=IndicatorKind.SUM,
        explanation="企业、个人等投入项目的资金，按投入之日计；已作废的不计。",
        date="paid_on",
        value="amount",
        counts=STANDING & Q(source=Source.SOCIAL),
        related=("project",),
    )
)
