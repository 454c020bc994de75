"""The columns of a studio, and how checked rows are written."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.organizations.models import Organization
from jiangong.domains.people.rules import read_id_number, read_name
from jiangong.domains.studios.actions.course import cited
from jiangong.domains.studios.actions.files import recount
from jiangong.domains.studios.choices import StudioKind, StudioLevel, StudioState
from jiangong.domains.studios.imports.checking import DAYS, KINDS, LEVELS, StudioChecker, chosen, words
from jiangong.domains.studios.models import Leadership, Naming, Studio
from jiangong.domains.studios.queries.deadlines import due_dates
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import ImportColumn, ImportSpec, Remedy, as_text, register
from jiangong.kit.importing.undoing import take_back
from jiangong.lib.dates import parse_date
from jiangong.lib.masks import mask_id_number

BATCH = 500
FACTS = ("industry", "place", "equipment", "rules_text", "introduction")
OVERTAKEN = "检查之后，表里有工作室已被登记。请重新检查后再导入。"
NAMES_TO_SETTLE = Remedy("待认名称", "organizations:name_question_list", "organizations.resolve_names")


def _day(cell: Any) -> str:
    return parse_date(cell).isoformat()


class StudioImport(ImportSpec):
    """Studios, one on each row; what days are given decides how far one has come."""

    key = "studios.studio"
    label = "创新工作室"
    model = Studio
    permission = "studios.import"
    list_url = "studios:list"
    checker = StudioChecker
    remedies = (NAMES_TO_SETTLE,)
    notes = (
        "每行一个工作室，登记在所属工会名下；同一工会同名的只登记一次。",
        "填了命名日期的按已命名导入，只填登记日期的按已登记导入，都不填的按建设中导入。",
        "今年登记的按建设中导入，补齐登记要素后再确认登记。",
        "领衔人须已登记为人员；同名时再填领衔人单位或身份证号。",
        "团队、课题、成果、经费在导入后填写。",
    )
    columns = (
        ImportColumn("name", "名称", read=words(100, "名称"), required=True, also=("工作室名称",), width=32),
        ImportColumn(
            "organization",
            "所属工会",
            read=words(120, "组织名称"),
            required=True,
            also=("所属组织", "单位", "所在单位"),
            width=28,
        ),
        ImportColumn("kind", "类别", read=chosen(KINDS, "类别"), choices=tuple(KINDS), width=26),
        ImportColumn(
            "level", "级别", read=chosen(LEVELS, "级别"), choices=tuple(map(str, StudioLevel.labels))
        ),
        ImportColumn("leader", "领衔人", read=read_name, also=("领军人", "带头人")),
        ImportColumn("leader_unit", "领衔人单位", read=words(120, "单位"), width=28),
        ImportColumn(
            "id_number",
            "领衔人身份证号",
            read=lambda cell: read_id_number(as_text(cell)),
            width=22,
            is_text=True,
            mask=mask_id_number,
        ),
        ImportColumn("industry", "行业领域", read=words(60, "行业领域"), also=("行业", "领域")),
        ImportColumn("place", "场所地址", read=words(120, "场所地址"), also=("地址",), width=28),
        ImportColumn("equipment", "设施设备", read=words(500, "设施设备"), width=24),
        ImportColumn("rules_text", "规章制度", read=words(500, "规章制度"), width=24),
        ImportColumn("introduction", "简介", read=words(500, "简介"), width=24),
        ImportColumn("founded_on", "创建日期", read=_day, also=("成立日期",)),
        ImportColumn("registered_on", "登记日期", read=_day),
        ImportColumn("named_on", "命名日期", read=_day),
        ImportColumn("basis", "命名文号", read=words(60, "命名文号"), width=22),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        waiting = list(rows)
        studios = [_draft(row) for row in waiting]
        report(len(studios))

        def write() -> list[int]:
            _set_dates(studios, actor)
            try:
                with transaction.atomic():
                    Studio.objects.bulk_create(studios, batch_size=BATCH)
            except IntegrityError as error:
                raise Refusal(OVERTAKEN) from error
            _write_course(studios, waiting, actor)
            recount(studios)
            record_many(actor, "studios.studio.create", studios)
            return [studio.pk for studio in studios]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        gone = take_back(Studio.objects.visible_to(actor), keys, own=("Leadership.studio", "Naming.studio"))
        record(actor, "studios.studio.discard", rows=gone)
        return gone


def _parsed(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _draft(row: dict[str, Any]) -> Studio:
    founded, registered, named = (_parsed(row.get(name)) for name, _ in DAYS)
    reached = StudioState.NAMED if named else StudioState.REGISTERED if registered else StudioState.BUILDING
    return Studio(
        name=row["name"],
        organization_id=row["organization"],
        kind=row.get("kind") or StudioKind.CRAFTSMEN,
        level=row.get("level") or StudioLevel.UNIT,
        leader_id=row.get("leader_id"),
        founded_on=founded,
        registered_on=registered or named,
        named_on=named,
        effective_on=registered or named,
        state=reached,
        **{name: row.get(name) or "" for name in FACTS},
    )


def _set_dates(studios: list[Studio], actor: Actor) -> None:
    building = {studio.organization_id for studio in studios if studio.state == StudioState.BUILDING}
    dates = due_dates(Organization.objects.visible_to(actor).filter(pk__in=building))
    for studio in studios:
        if studio.state == StudioState.BUILDING:
            studio.due_on = dates.get(studio.organization_id)


def _write_course(studios: list[Studio], rows: list[dict[str, Any]], actor: Actor) -> None:
    """Leaders since the earliest day known, namings with their documents."""
    papers = {text: cited(text, actor) for text in {row.get("basis") or "" for row in rows}}
    Leadership.objects.bulk_create(
        Leadership(
            studio=studio,
            person_id=studio.leader_id,
            starts_on=studio.founded_on or studio.effective_on or timezone.localdate(),
        )
        for studio in studios
        if studio.leader_id
    )
    Naming.objects.bulk_create(
        Naming(
            studio=studio,
            level=studio.level,
            named_on=studio.named_on,
            basis=papers[row.get("basis") or ""][0],
            document=papers[row.get("basis") or ""][1],
        )
        for studio, row in zip(studios, rows, strict=True)
        if studio.named_on
    )


register(StudioImport())
