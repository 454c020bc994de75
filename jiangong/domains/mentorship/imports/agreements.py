"""The workbook of signed agreements: its columns, and how its rows become the ledger's."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from jiangong.domains.mentorship.actions.drafting import midterm_of, take_numbers, written_number
from jiangong.domains.mentorship.actions.signing import lock_people
from jiangong.domains.mentorship.choices import (
    GOAL_CHOICES,
    STANDING_STATES,
    AgreementState,
    Channel,
    ReviewKind,
    ReviewResult,
)
from jiangong.domains.mentorship.imports.checking import AgreementChecker, wanted_people
from jiangong.domains.mentorship.models import Agreement, Review
from jiangong.domains.people import rules as people_rules
from jiangong.domains.people.choices import SkillGrade
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import ImportColumn, ImportSpec, Remedy, as_text, register
from jiangong.kit.importing.undoing import take_back
from jiangong.lib.dates import parse_date
from jiangong.lib.masks import mask_id_number, mask_phone

BATCH = 500
NAMES_TO_SETTLE = Remedy("待认名称", "organizations:name_question_list", "organizations.resolve_names")
OVERTAKEN = "检查之后，表里有徒弟另外签了期限重叠的协议。请重新检查后再导入。"
OUTCOMES = {
    "履行中": AgreementState.VALID.value,
    "生效": AgreementState.VALID.value,
    "期满": AgreementState.VALID.value,
    "出师": AgreementState.PASSED.value,
    "合格": AgreementState.PASSED.value,
    "考核不合格": AgreementState.FAILED.value,
    "不合格": AgreementState.FAILED.value,
    "终止": AgreementState.TERMINATED.value,
}
OFFERED = ("履行中", "出师", "考核不合格", "终止")
ID_NUMBER_LENGTH = 18
RESULTS = {
    AgreementState.PASSED.value: ReviewResult.PASSED,
    AgreementState.FAILED.value: ReviewResult.FAILED,
}


def _day(cell: Any) -> str:
    return parse_date(cell).isoformat()


def _words(most: int, label: str) -> Callable[[Any], str]:
    return lambda cell: people_rules.read_words(as_text(cell), most, label)


def _lines(cell: Any) -> str:
    text = as_text(cell)
    if len(text) > 1000:
        raise ValueError("传授技能最多1000个字，请缩短。")
    return text


def _goal(cell: Any) -> str:
    grade = people_rules.read_grade(cell)
    if grade == SkillGrade.NONE:
        raise ValueError("请填写培养目标等级，例如：高级工。")
    return grade


def _outcome(cell: Any) -> str:
    if (text := as_text(cell)) not in OUTCOMES:
        raise ValueError(f"现状请填{'、'.join(OFFERED)}之一。")
    return OUTCOMES[text]


def _masked(number: str) -> str:
    return mask_id_number(number) if len(number) == ID_NUMBER_LENGTH else mask_phone(number)


def _person(name: str, label: str) -> tuple[ImportColumn, ...]:
    return (
        ImportColumn(name, f"{label}姓名", read=people_rules.read_name, required=True, also=(label,)),
        ImportColumn(
            f"{name}_number",
            f"{label}身份证号或手机号",
            also=(f"{label}身份证号", f"{label}手机号", f"{label}手机号码"),
            width=22,
            is_text=True,
            mask=_masked,
            explanation="同名或在别的单位的必填。",
        ),
        ImportColumn(f"{name}_unit", f"{label}单位", read=_words(120, f"{label}单位"), width=24),
    )


def _grade(name: str, label: str) -> ImportColumn:
    return ImportColumn(
        name,
        label,
        read=people_rules.read_grade,
        choices=tuple(SkillGrade.labels),
        explanation="签订时的等级；不填就按人员资料。",
    )


class AgreementImport(ImportSpec):
    """Agreements signed on paper, running or closed."""

    key = "mentorship.agreement"
    label = "师带徒协议"
    model = Agreement
    permission = "mentorship.import"
    list_url = "mentorship:list"
    checker = AgreementChecker
    remedies = (NAMES_TO_SETTLE,)
    notes = (
        "每行一份师傅、徒弟都已签字的协议；导入后按签订日期生效并编号。",
        "师傅、徒弟应先在“人员”中登记；同名的写明单位或号码，在别的单位的必须写号码。",
        "同一徒弟期限重叠的协议、超过带徒人数上限的不会导入。",
        "纸质协议的扫描件请导入后在协议页面上传。",
    )
    columns = (
        ImportColumn(
            "paper_number", "协议编号", read=_words(60, "协议编号"), also=("原协议编号", "编号"), is_text=True
        ),
        ImportColumn(
            "organization",
            "责任单位",
            read=_words(120, "责任单位"),
            required=True,
            also=("所属工会", "单位"),
            width=28,
        ),
        *_person("master", "师傅"),
        *_person("apprentice", "徒弟"),
        ImportColumn(
            "occupation",
            "工种（职业）",
            read=people_rules.read_occupation,
            required=True,
            also=("工种", "职业", "岗位"),
        ),
        _grade("master_grade", "师傅等级"),
        _grade("from_grade", "徒弟等级"),
        ImportColumn(
            "to_grade",
            "目标等级",
            read=_goal,
            required=True,
            choices=tuple(str(label) for _, label in GOAL_CHOICES),
            also=("培养目标",),
        ),
        ImportColumn("skills", "传授技能", read=_lines, width=30),
        ImportColumn("starts_on", "期限开始", read=_day, required=True, also=("开始日期", "起始日期")),
        ImportColumn("ends_on", "期限结束", read=_day, required=True, also=("结束日期", "截止日期")),
        ImportColumn("signed_on", "签订日期", read=_day, required=True, also=("签字日期",)),
        ImportColumn("state", "现状", read=_outcome, choices=OFFERED, explanation="不填为履行中。"),
        ImportColumn("closed_on", "办结日期", read=_day, also=("考核日期", "终止日期")),
        ImportColumn(
            "grade_reached", "达到等级", read=people_rules.read_grade, choices=tuple(SkillGrade.labels)
        ),
        ImportColumn("closing_reason", "终止原因", read=_words(200, "终止原因"), width=24),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        staged = list(rows)
        made = [_agreement(row, actor) for row in staged]
        report(len(made))

        def write() -> list[int]:
            lock_people(wanted_people(staged))
            _refuse_overtaken(made)
            _number(made)
            Agreement.objects.bulk_create(made, batch_size=BATCH)
            Review.objects.bulk_create([*_completions(made, actor)], batch_size=BATCH)
            record_many(actor, "mentorship.agreement.create", made)
            return [agreement.pk for agreement in made]

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        """Those with no step and no note since."""
        noted = Review.objects.exclude(kind=ReviewKind.COMPLETION)
        silent = Agreement.objects.visible_to(actor).exclude(pk__in=noted.values("agreement"))
        gone = take_back(silent, keys, own=("Review.agreement",))
        record(actor, "mentorship.agreement.discard", rows=gone)
        return gone


def _agreement(row: dict[str, Any], actor: Actor) -> Agreement:
    days = {
        name: date.fromisoformat(row[name]) for name in ("starts_on", "ends_on", "signed_on", "lapses_on")
    }
    closed = date.fromisoformat(row["closed_on"]) if row.get("closed_on") else None
    assessed = row["state"] in RESULTS
    return Agreement(
        organization_id=row["organization"],
        master_id=row["master_id"],
        apprentice_id=row["apprentice_id"],
        paper_number=row.get("paper_number") or "",
        occupation=row["occupation"],
        master_grade=row["master_grade"],
        from_grade=row["from_grade"],
        to_grade=row["to_grade"],
        skills=row.get("skills") or f"{row['occupation']}岗位技能",
        starts_on=days["starts_on"],
        ends_on=days["ends_on"],
        master_signed_on=days["signed_on"],
        apprentice_signed_on=days["signed_on"],
        master_channel=Channel.PAPER,
        apprentice_channel=Channel.PAPER,
        effective_on=days["signed_on"],
        lapses_on=days["lapses_on"],
        midterm_due_on=midterm_of(days["starts_on"], days["ends_on"]),
        completed_on=closed if assessed else None,
        grade_reached=(row.get("grade_reached") or "") if assessed else "",
        closing_reason=(row.get("closing_reason") or "") if row["state"] == AgreementState.TERMINATED else "",
        state=row["state"],
        clerk_id=actor.user_id,
    )


def _refuse_overtaken(made: list[Agreement]) -> None:
    """Under the lock: nobody has signed for one of these apprentices since the file was checked."""
    known = Agreement.objects.ungated("compared with what is about to be written")
    standing = known.filter(state__in=STANDING_STATES, apprentice__in={one.apprentice_id for one in made})
    spans: dict[int, list[tuple[date, date | None]]] = {}
    for key, start, until in standing.values_list("apprentice_id", "starts_on", "lapses_on"):
        spans.setdefault(key, []).append((start, until))
    for one in made:
        for start, until in spans.get(one.apprentice_id, ()):
            if until and one.lapses_on and start < one.lapses_on and until > one.starts_on:
                raise Refusal(OVERTAKEN)


def _number(made: list[Agreement]) -> None:
    """Numbers of the year of signing, for each unit in the order of the file."""
    wanted = Counter((one.organization_id, one.effective_on.year) for one in made if one.effective_on)
    left = {key: iter(take_numbers(*key, count)) for key, count in sorted(wanted.items())}
    for one in made:
        year = one.effective_on.year if one.effective_on else timezone.localdate().year
        serial = next(left[one.organization_id, year])
        one.number, one.number_year, one.number_serial = written_number(year, serial), year, serial


def _completions(made: list[Agreement], actor: Actor) -> Iterator[Review]:
    """What the file says of assessments, as their record."""
    for one in made:
        if (result := RESULTS.get(one.state)) and one.completed_on:
            yield Review(
                agreement=one,
                kind=ReviewKind.COMPLETION,
                held_on=one.completed_on,
                result=result,
                grade_reached=one.grade_reached,
                by_id=actor.user_id,
            )


register(AgreementImport())
