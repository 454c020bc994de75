"""Bringing in who takes part from a workbook: one kind of file for each kind of competition."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from jiangong.domains.competitions.actions.enrolments import complete
from jiangong.domains.competitions.choices import CompetitionKind, EnrolmentState, Metric
from jiangong.domains.competitions.imports.checking import (
    BATCH,
    EnrolmentChecker,
    competition_now,
    shut,
)
from jiangong.domains.competitions.models import MOST_TEAMS, MOST_WORKERS, Enrolment
from jiangong.domains.organizations.models import Enterprise, Organization
from jiangong.domains.organizations.queries import Party
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing import cells
from jiangong.kit.importing.specs import ImportColumn, ImportSpec, register
from jiangong.kit.importing.undoing import take_back

OVERTAKEN = "检查之后，表里有单位（项目）已被登记。请重新检查后再导入。"
METRICS = {label: value for value, label in Metric.choices}

PARTY = ImportColumn(
    "party",
    "参赛单位",
    read=cells.words(120),
    required=True,
    also=("单位名称", "企业名称", "建设单位"),
    width=30,
)
UNION = ImportColumn("union", "责任工会", read=cells.words(120), also=("所属工会", "上级工会"), width=24)
PROJECT = ImportColumn("project", "项目名称", read=cells.words(120), required=True, width=30)
WORKERS = ImportColumn(
    "workers", "参赛职工人数", read=cells.whole(MOST_WORKERS, 1), required=True, also=("参赛职工", "职工人数")
)
TEAMS = ImportColumn("teams", "班组数", read=cells.whole(MOST_TEAMS), also=("参赛班组数",))
APPROACH = ImportColumn("approach", "竞赛措施", read=cells.words(1000), width=30)


def _days(required: bool) -> tuple[ImportColumn, ImportColumn]:
    return (
        ImportColumn("starts_on", "开始日期", read=cells.day, required=required, also=("开工日期",)),
        ImportColumn("ends_on", "结束日期", read=cells.day, required=required, also=("竣工日期",)),
    )


class EnrolmentImport(ImportSpec):
    """Who takes part in this year's competition of one kind; rows come in as drafts."""

    model = Enrolment
    permission = "competitions.enrol"
    list_url = "competitions:enrolment_list"
    kind: str
    notes = (
        "导入到今年的竞赛，导入后是“填写中”，核对后再报名。",
        "参赛单位填写企业名录里的名称或信用代码，或者工会全称。",
        "责任工会不填的，算您任职的工会。",
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        competition = competition_now(self.kind, actor)
        reason = shut(self.kind, competition, actor)
        if competition is None or reason:
            raise Refusal(reason)
        found = list(rows)
        unions = Organization.objects.visible_to(actor).in_bulk({row["union"] for row in found})
        enterprises = Enterprise.objects.visible_to(actor).in_bulk(
            {row["enterprise"] for row in found if row.get("enterprise")}
        )
        members = Organization.objects.visible_to(actor).in_bulk(
            {row["unit"] for row in found if row.get("unit")}
        )
        drafts = []
        for row in found:
            party = Party(row["party"], enterprises.get(row.get("enterprise")), members.get(row.get("unit")))
            draft = _draft(row)
            complete(draft, competition, unions[row["union"]], party)
            drafts.append(draft)
        report(len(drafts))

        def write() -> list[int]:
            try:
                with transaction.atomic():
                    Enrolment.objects.bulk_create(drafts, batch_size=BATCH)
            except IntegrityError as error:
                raise Refusal(OVERTAKEN) from error
            record_many(actor, "competitions.enrolment.create", drafts)
            return [draft.pk for draft in drafts]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        drafts = Enrolment.objects.visible_to(actor).filter(state=EnrolmentState.DRAFT)
        gone = take_back(drafts, keys)
        record(actor, "competitions.enrolment.discard", enrolments=gone)
        return gone


def _draft(row: dict[str, Any]) -> Enrolment:
    plain = ("project", "workers", "teams", "metric", "baseline_year", "approach")
    facts: dict[str, Any] = {name: row[name] for name in plain if row.get(name) not in (None, "")}
    for name in ("investment", "baseline"):
        if row.get(name) not in (None, ""):
            facts[name] = Decimal(row[name])
    for name in ("starts_on", "ends_on"):
        if row.get(name):
            facts[name] = date.fromisoformat(row[name])
    return Enrolment(**facts)


class ConstructionChecker(EnrolmentChecker):
    """Rows of 六比一创."""

    kind = CompetitionKind.CONSTRUCTION


class EnergyChecker(EnrolmentChecker):
    """Rows of 三比两降."""

    kind = CompetitionKind.ENERGY


class SafetyChecker(EnrolmentChecker):
    """Rows of 安康杯."""

    kind = CompetitionKind.SAFETY


class ConstructionImport(EnrolmentImport):
    """Construction projects."""

    key = "competitions.construction"
    label = "“六比一创”参赛项目"
    kind = CompetitionKind.CONSTRUCTION
    checker = ConstructionChecker
    columns = (
        PROJECT,
        PARTY,
        UNION,
        ImportColumn(
            "investment",
            "项目投资（万元）",
            read=cells.amount(2, Decimal(10**10)),
            required=True,
            also=("投资额（万元）", "投资"),
        ),
        WORKERS,
        TEAMS,
        *_days(True),
        APPROACH,
    )


class EnergyImport(EnrolmentImport):
    """Energy projects with their baselines."""

    key = "competitions.energy"
    label = "“三比两降”参赛项目"
    kind = CompetitionKind.ENERGY
    checker = EnergyChecker
    columns = (
        PROJECT,
        PARTY,
        UNION,
        ImportColumn(
            "metric",
            "考核指标",
            read=cells.one_of(METRICS),
            required=True,
            choices=tuple(METRICS),
            width=24,
        ),
        ImportColumn("baseline_year", "基准年度", read=cells.whole(2100, 1990), required=True),
        ImportColumn("baseline", "基准值", read=cells.amount(4, Decimal(10**9)), required=True),
        WORKERS,
        *_days(False),
        APPROACH,
    )


class SafetyImport(EnrolmentImport):
    """Units of the safety competition."""

    key = "competitions.safety"
    label = "“安康杯”参赛单位"
    kind = CompetitionKind.SAFETY
    checker = SafetyChecker
    columns = (PARTY, UNION, WORKERS, TEAMS, APPROACH)


for _spec in (ConstructionImport(), EnergyImport(), SafetyImport()):
    register(_spec)
