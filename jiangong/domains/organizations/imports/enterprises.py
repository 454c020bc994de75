"""Bringing in enterprises from a workbook: who keeps the file, what the enterprise is, its union."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import IntegrityError, transaction

from jiangong.domains.organizations.actions import Spellings
from jiangong.domains.organizations.choices import Ownership
from jiangong.domains.organizations.imports.cells import NAMES_TO_SETTLE, read_count, read_flag, read_text
from jiangong.domains.organizations.models import Enterprise
from jiangong.domains.organizations.queries.dictionaries import chain_names
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import Checker, ImportColumn, ImportSpec, Row, as_text, register
from jiangong.kit.importing.undoing import take_back
from jiangong.lib.codes import check_credit_code, normalize_credit_code

OWNERSHIPS = {kind.label: kind.value for kind in Ownership}
PLACES = ("organization", "union")
FACTS = ("credit_code", "above_scale", "ownership", "industry", "chain", "high_risk", "workers_count")
OVERTAKEN = "检查之后，表里有企业已被登记。请重新检查后再导入。"
_BATCH = 500


def _read_ownership(cell: Any) -> str:
    text = as_text(cell)
    if text not in OWNERSHIPS:
        raise ValueError(f"没有“{text[:20]}”这个所有制，请从“{'、'.join(OWNERSHIPS)}”中选择。")
    return OWNERSHIPS[text]


class EnterpriseChecker(Checker):
    """Names resolved once per spelling, known credit codes looked up once per batch."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._spellings = Spellings("导入企业", actor)
        self._first_row: dict[str, int] = {}
        self._chains = set(chain_names())

    def check(self, rows: list[Row]) -> None:
        self._spellings.learn(row.values.get(place) for row in rows for place in PLACES)
        units = self._spellings.units()
        known = self._known({row.values["credit_code"] for row in rows if row.values.get("credit_code")})
        for row in rows:
            for place in PLACES:
                self._spellings.place_standing(row, units, place)
            if code := row.values.get("credit_code"):
                self._check_code(row, code, code in known)
            chain = row.values.get("chain")
            if chain and chain not in self._chains:
                row.refuse("chain", f"今年的字典里没有“{chain}”这条产业链，请照字典填写或留空。")

    def _check_code(self, row: Row, code: str, known: bool) -> None:
        if known:
            row.refuse("credit_code", "这个统一社会信用代码已登记过，这一行不必再导入。")
        first = self._first_row.setdefault(code, row.number)
        if first != row.number:
            row.refuse("credit_code", f"与第{first}行的信用代码相同，请只保留一行。")
        for warning in check_credit_code(code):
            row.remind("credit_code", warning)

    def _known(self, codes: set[str]) -> set[str]:
        rows = Enterprise.objects.ungated("a credit code is registered once in the federation")
        wanted = sorted(codes)
        found: set[str] = set()
        for start in range(0, len(wanted), _BATCH):
            batch = rows.filter(credit_code__in=wanted[start : start + _BATCH])
            found.update(batch.values_list("credit_code", flat=True))
        return found


class EnterpriseImport(ImportSpec):
    """Enterprises with the columns of their file."""

    key = "organizations.enterprise"
    label = "企业"
    model = Enterprise
    permission = "organizations.edit_enterprises"
    list_url = "organizations:enterprise_list"
    checker = EnterpriseChecker
    remedies = (NAMES_TO_SETTLE,)
    notes = (
        "每行一家企业；信用代码已登记过的行不会导入。",
        "所属组织是管理这份企业资料的工会；还没有建立工会的企业，企业工会留空。",
        "信用代码请按文本填写；校验位不符只提醒，不影响导入。",
    )
    columns = (
        ImportColumn("name", "企业名称", read=read_text(120), required=True, also=("单位名称",), width=30),
        ImportColumn(
            "credit_code",
            "统一社会信用代码",
            read=lambda cell: normalize_credit_code(as_text(cell)),
            also=("信用代码",),
            width=24,
            is_text=True,
        ),
        ImportColumn(
            "organization", "所属组织", read=read_text(120), required=True, also=("上级工会",), width=26
        ),
        ImportColumn("union", "企业工会", read=read_text(120), width=26),
        ImportColumn("above_scale", "规模以上", read=read_flag, choices=("是", "否"), width=10),
        ImportColumn("ownership", "所有制", read=_read_ownership, choices=tuple(OWNERSHIPS)),
        ImportColumn("industry", "行业", read=read_text(60), also=("行业（GB/T 4754）",)),
        ImportColumn("chain", "产业链", read=read_text(40)),
        ImportColumn("high_risk", "高危行业", read=read_flag, choices=("是", "否"), width=10),
        ImportColumn("workers_count", "职工人数", read=read_count),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        drafts = [_draft(row) for row in rows]
        report(len(drafts))

        def write() -> list[int]:
            try:
                with transaction.atomic():
                    Enterprise.objects.bulk_create(drafts, batch_size=_BATCH)
            except IntegrityError as error:
                raise Refusal(OVERTAKEN) from error
            record_many(actor, "organizations.enterprise.create", drafts)
            return [draft.pk for draft in drafts]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        gone = take_back(Enterprise.objects.visible_to(actor), keys)
        record(actor, "organizations.enterprise.discard", enterprises=gone)
        return gone


def _draft(row: dict[str, Any]) -> Enterprise:
    facts = {name: row[name] for name in FACTS if row.get(name) not in (None, "")}
    return Enterprise(
        name=row["name"], organization_id=row["organization"], union_id=row.get("union") or None, **facts
    )


register(EnterpriseImport())
