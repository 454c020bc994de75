"""Workbooks of invented people, as Excel would save them."""

import random
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from jiangong.lib.codes import normalize_id_number

HEADINGS = (
    "姓名", "性别", "出生日期", "身份证号", "手机号码", "所属组织",
    "工种", "技能等级", "职务", "农民工", "新就业形态劳动者", "工会干部",
)  # fmt: skip
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰",
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(serial: int, born: date, female: bool) -> str:
    """A well-formed number that belongs to nobody (division 419900)."""
    order = serial % 499 * 2 + (0 if female else 1)
    stem = f"4199{serial // 499 % 90 + 10:02d}{born:%Y%m%d}{order:03d}"
    digit = "10X98765432"[sum(int(c) * w for c, w in zip(stem, WEIGHTS, strict=True)) % 11]
    return normalize_id_number(stem + digit)


def write_people(path: Path, count: int, organizations: list[str], seed: int = 3) -> None:
    """``count`` rows of twelve columns; text columns share their strings as Excel does."""
    chance, first = random.Random(seed), date(1962, 1, 1)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": count > 200_000})
    sheet = book.add_worksheet("人员")
    sheet.write_row(0, 0, HEADINGS)
    for row in range(count):
        female, born = chance.random() < 0.4, first + timedelta(days=row * 7919 % 15_000)
        values = (
            chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
            "女" if female else "男",
            born.isoformat(),
            id_number(row, born, female),
            f"1{39_0000_0000 + row}",
            chance.choice(organizations),
            chance.choice(("焊工", "电工", "钳工", "车工", "汽车装调工", "化学检验员")),
            chance.choice(("初级工", "中级工", "高级工", "技师", "高级技师")),
            "",
            "否",
            "否",
            "否",
        )
        sheet.write_row(row + 1, 0, values)
    book.close()
