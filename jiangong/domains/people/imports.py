"""Bringing in people from a workbook: the form's own readers, everything else in bulk."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any

from django.db import IntegrityError

from jiangong.domains.organizations.actions import Spellings
from jiangong.domains.people import rules
from jiangong.domains.people.actions.registering import KNOWN_ELSEWHERE, KNOWN_HERE
from jiangong.domains.people.choices import Gender, SkillGrade
from jiangong.domains.people.models import ID_NUMBER, PHONE, STANDING, Person
from jiangong.domains.people.queries import known_indexes, standing_people
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.sealing_ahead import sealed_ahead
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.importing.specs import Checker, ImportColumn, ImportSpec, Remedy, Row, as_text, register
from jiangong.kit.importing.undoing import take_back
from jiangong.kit.loading import bulk_load
from jiangong.lib.masks import mask_id_number, mask_phone
from jiangong.lib.rowids import make_row_ids

BATCH = 10_000
MOBILE = 11  # digits; a landline has a hyphen after the area code
YES_NO = ("是", "否")
PLAIN = ("name", "gender", "occupation", "skill_grade", "title", *rules.FLAGS)
DEFAULTS = {
    "birth_on": None,
    "phone": "",
    "id_number": "",
    "gender": "",
    "occupation": "",
    "skill_grade": SkillGrade.NONE.value,
    "title": "",
    **dict.fromkeys(rules.FLAGS, False),
}
STAGED = ("organization", "birth_on", "phone_index", "id_number_index", *PLAIN)
COLUMNS = ("id", "phone_sealed", "id_number_sealed", "organization_id", *STAGED[1:])
NAMES_TO_SETTLE = Remedy("待认名称", "organizations:name_question_list", "organizations.resolve_names")
OVERTAKEN = "检查之后，表里有人已被登记。请重新检查后再导入。"


_written = lru_cache(maxsize=40_000)(date.isoformat)  # few days are the birthdays of many


def _read_birth(cell: Any) -> str | None:
    day = rules.read_birth(cell)
    return day.isoformat() if day else None


def _read_number(reader: Callable[[object], str]) -> Callable[[Any], str]:
    return lambda cell: reader(cell if type(cell) is str else as_text(cell))


def _flag(name: str, label: str) -> ImportColumn:
    return ImportColumn(name, label, read=rules.read_flag, choices=YES_NO, width=10)


class PeopleChecker(Checker):
    """Organizations resolved once per spelling, known numbers looked up once per chunk."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self._spellings = Spellings("导入人员", actor)
        self._certain: dict[str, int | None] = {}
        self._first_row: dict[int, int] = {}
        self._phones: set[int | str] = set()

    def check(self, rows: list[Row]) -> None:
        fresh = self._spellings.learn(row.values.get("organization") for row in rows)
        self._certain |= {text: one.organization_id for text, one in fresh.items() if one.is_certain}
        ids = ID_NUMBER.index_many(row.values.get("id_number", "") for row in rows)
        phones = PHONE.index_many(row.values.get("phone", "") for row in rows)
        known_ids = known_indexes(ID_NUMBER, [index for index in ids if index])
        known_phones = known_indexes(PHONE, [index for index in phones if index])
        for row, id_index, phone_index in zip(rows, ids, phones, strict=True):
            values = row.values
            values["id_number_index"], values["phone_index"] = id_index, phone_index
            if key := self._certain.get(values.get("organization", "")):
                values["organization"] = key
            else:
                self._spellings.place(row)
            if id_index:
                self._check_id_number(row, known_ids.get(id_index))
            if phone_index:
                self._check_phone(row, phone_index in known_phones)

    def _check_id_number(self, row: Row, holder: tuple[int, str] | None) -> None:
        number = row.values["id_number"]
        if holder is not None:
            near = rules.reaches_path(self.actor, holder[1])
            row.refuse("id_number", KNOWN_HERE if near else KNOWN_ELSEWHERE)
        # As a number it takes half the room, and a million of them are remembered; X stands last only.
        first = self._first_row.setdefault(int(number.removesuffix("X")), row.number)
        if first != row.number:
            row.refuse("id_number", f"与第{first}行的身份证号相同，同一个人只登记一次。")
        self._agree(row, number)
        for warning in rules.id_number_warnings(number):
            row.remind("id_number", warning)

    def _agree(self, row: Row, number: str) -> None:
        """Gender and birth date as the identity number says; nearly always they do."""
        gender, day = rules.said_by_id_number(number)
        said, values = _written(day), row.values
        born, typed = values.get("birth_on"), values.get("gender")
        if (typed and typed != gender) or (born and born != said):
            try:
                rules.agree_with_id_number(number, typed or "", date.fromisoformat(born) if born else None)
            except rules.Contradiction as found:
                row.refuse(found.field, str(found))
                return
        values["gender"], values["birth_on"] = gender, said

    def _check_phone(self, row: Row, known: bool) -> None:
        number = row.values["phone"]
        if known:
            row.remind("phone", "这个手机号码已登记在别人名下，请核对；导入后可在“查重合并”中处理。")
        remembered = int(number) if len(number) == MOBILE else number
        if not known and remembered in self._phones:
            row.remind("phone", "这个手机号码在表里出现过，请核对。")
        self._phones.add(remembered)


class PeopleImport(ImportSpec):
    """People with the twelve columns of their entry."""

    key = "people.person"
    label = "人员"
    model = Person
    permission = "people.import"
    list_url = "people:list"
    checker = PeopleChecker
    remedies = (NAMES_TO_SETTLE,)
    notes = (
        "每行一人，同一个人只登记一次；身份证号已登记过的行不会导入。",
        "填写身份证号后，性别和出生日期可以不填。",
        "所属组织填写您管理范围内组织的全称或常用简称。",
        "身份证号、手机号请按文本填写。",
    )
    columns = (
        ImportColumn("name", "姓名", read=rules.read_name, required=True, also=("职工姓名",)),
        ImportColumn("gender", "性别", read=rules.read_gender, choices=tuple(Gender.labels), width=8),
        ImportColumn("birth_on", "出生日期", read=_read_birth, also=("出生年月日",)),
        ImportColumn(
            "id_number",
            "身份证号",
            read=_read_number(rules.read_id_number),
            also=("身份证号码", "公民身份号码"),
            width=22,
            is_text=True,
            mask=mask_id_number,
        ),
        ImportColumn(
            "phone",
            "手机号码",
            read=_read_number(rules.read_phone),
            also=("手机号", "手机", "联系电话", "电话"),
            is_text=True,
            mask=mask_phone,
        ),
        ImportColumn(
            "organization",
            "所属组织",
            read=lambda cell: rules.read_words(cell, 120, "组织名称"),
            required=True,
            also=("所属工会", "工会名称", "单位"),
            width=28,
        ),
        ImportColumn("occupation", "工种（职业）", read=rules.read_occupation, also=("工种", "职业", "岗位")),
        ImportColumn(
            "skill_grade",
            "技能等级",
            read=rules.read_grade,
            also=("职业技能等级",),
            choices=tuple(SkillGrade.labels),
        ),
        ImportColumn("title", "职务", read=rules.read_title),
        _flag("is_migrant_worker", "农民工"),
        _flag("is_new_employment", "新就业形态劳动者"),
        _flag("is_union_official", "工会干部"),
    )

    def load(
        self, rows: Iterator[dict[str, Any]], *, actor: Actor, report: Callable[[int], None]
    ) -> Callable[[], list[int]]:
        keys: list[int] = []
        records = _records(rows, keys, report)

        def write() -> list[int]:
            try:
                bulk_load(Person, COLUMNS, records)
            except IntegrityError as error:
                raise Refusal(OVERTAKEN) from error
            return keys

        return write

    def undo(self, keys: Iterable[int], *, actor: Actor) -> int:
        return take_back(standing_people(actor).filter(STANDING, user=None), keys, size=BATCH)


def _records(
    rows: Iterator[dict[str, Any]], keys: list[int], report: Callable[[int], None]
) -> Iterator[tuple[Any, ...]]:
    """Rows of the table, sealed batch by batch; their keys are noted as they pass."""
    for (ids, columns), (phones, numbers) in sealed_ahead(_batches(rows)):
        yield from zip(ids, phones, numbers, *columns, strict=True)
        keys += ids
        report(len(keys))


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[tuple[tuple[list[int], list[Any]], Any]]:
    """The rows' keys and columns, and their numbers that are to be sealed."""
    staged, secret = itemgetter(*STAGED), itemgetter(PHONE.name, ID_NUMBER.name)
    while batch := [{**DEFAULTS, **row} for row in islice(rows, BATCH)]:
        ids = make_row_ids(len(batch))
        phones, numbers = zip(*map(secret, batch), strict=True)
        columns = list(zip(*map(staged, batch), strict=True))
        yield (ids, columns), ((PHONE.context(""), ids, phones), (ID_NUMBER.context(""), ids, numbers))


register(PeopleImport())
