"""What places contribute to indicators: how many stand, and how many were opened."""

from django.db.models import Q

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.domains.indicators.measures import Measure, register_measure
from jiangong.domains.places.choices import BASES, PlaceKind, PlaceState

VALID = ~Q(state=PlaceState.VOID)
COUNTED = "从建成开放那天起计，到撤销那天止；暂停开放的仍计入，作废的不计。"


def stock(key: str, label: str, kinds: tuple[str, ...] = ()) -> Measure:
    """How many places stand at the end of a month."""
    return register_measure(
        Measure(
            key=f"places.{key}",
            model="places.Place",
            label=label,
            unit="个",
            kind=IndicatorKind.LATEST,
            explanation=COUNTED,
            date="opened_on",
            until="closed_on",
            counts=VALID & Q(kind__in=kinds) if kinds else VALID,
        )
    )


stock("open", "在用阵地")
stock("libraries", "职工书屋", (PlaceKind.LIBRARY,))
stock("stations", "爱心驿站", (PlaceKind.STATION,))
stock("mother_rooms", "女职工关爱室", (PlaceKind.MOTHER_ROOM,))
stock("bases", "示范基地和实训基地", BASES)
register_measure(
    Measure(
        key="places.opened",
        model="places.Place",
        label="新建阵地",
        unit="个",
        kind=IndicatorKind.SUM,
        explanation="按建成开放日期计入当月；后来撤销的仍计入，作废的不计。",
        date="opened_on",
        counts=VALID,
    )
)
