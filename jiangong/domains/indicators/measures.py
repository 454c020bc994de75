"""What a domain's records contribute to indicators: declared in its ``measures.py``, read by the engine."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import models

from jiangong.domains.indicators.choices import IndicatorKind
from jiangong.kit.access.scoping import ScopedModel
from jiangong.kit.audit.presenting import describe_codes


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """Which rows of one model count, for whom, from which day and how much.

    Everything named here is a column of the model itself: the database tells the engine of every change, and it
    looks at nothing but the changed row. What decides whether a row counts is therefore stored with the row.
    """

    key: str  # "mentorship.valid_agreements"
    model: str  # "mentorship.Agreement"
    label: str
    unit: str
    kind: IndicatorKind
    explanation: str  # what counts and what does not, for the reader of a figure
    date: str  # the day a row counts on
    until: str = ""  # LATEST only: the day from which it counts no longer
    organization: str = "organization"
    value: str = ""  # a number; without one each row is one
    identity: str = ""  # DISTINCT only: what is counted once
    counts: models.Q = field(default_factory=models.Q)
    related: tuple[str, ...] = ()  # what the text of a row needs besides the row

    def __post_init__(self) -> None:
        if (self.kind == IndicatorKind.DISTINCT) != bool(self.identity):
            raise ValueError(
                f"measure {self.key}: an identity belongs to distinct counts and to nothing else"
            )
        if self.until and self.kind not in (IndicatorKind.LATEST, IndicatorKind.MILESTONE):
            raise ValueError(f"measure {self.key}: only what is in stock can leave it")
        if self.kind == IndicatorKind.RATIO:
            raise ValueError(f"measure {self.key}: a ratio is worked out from two measures")

    @property
    def model_class(self) -> type[ScopedModel]:
        return apps.get_model(self.model)

    def rows(self) -> models.QuerySet:
        """Every row that counts, whoever looks: figures are the same for all who may see them."""
        counting = self.model_class.objects.ungated("figures count every record of a unit")
        counting = counting.filter(self.counts, **{f"{self.date}__isnull": False})
        # What ended before it began was never there.
        return counting.exclude(**{f"{self.until}__lt": models.F(self.date)}) if self.until else counting


_measures: dict[str, Measure] = {}


def register_measure(measure: Measure) -> Measure:
    """Make it known; a key is given once."""
    if _measures.setdefault(measure.key, measure) != measure:
        raise ValueError(f"measure {measure.key} is declared twice")
    describe_codes("indicators.indicator", "measure", {one.key: one.label for one in measures()})
    return measure


def measures() -> list[Measure]:
    return sorted(_measures.values(), key=lambda one: one.key)


def find_measure(key: str) -> Measure | None:
    return _measures.get(key)
