"""Selection in front of people: nominated, held up by the structure, swapped, before the public, verified by its code."""

import io
import re
from datetime import date, timedelta

import pypdfium2
import segno
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.test_every_page import AXE, RUN_AXE
from tests.support.live import Installation

NAME = "全市节能标兵"
BLACK = 24  # darker than any ink of the certificate but the code
DEEDS = (
    "在空压站工作十七年，牵头改造余热回收装置，使全站用电连续三年下降。带领班组编写点检手册，把夜班停机次数从每月九次减到一次。"
    "手把手教会六名青工独立检修，其中四人取得高级工证书。主动承担园区抢修任务，疫情期间连续驻厂四十天，没有一次迟到和误操作。"
)
OTHER = (
    "负责热处理炉温度控制，提出分段保温办法，单炉天然气消耗明显减少。自学编程做出能耗看板，让每个班次看得到自己的用量。"
    "作为兼职安全员，发现并消除管道泄漏三处。农忙时节组织工友轮流帮助困难家庭，十年里从未间断，邻里都叫他热心人。"
)


def field(visiting, name: str, value: str) -> None:
    visiting.page.locator(f"[name={name}]").fill(value)


def send(visiting) -> None:
    visiting.page.locator("#form button.btn--primary:visible").first.click()


def programme(visiting) -> str:
    """A programme of one place with a rule that one in two must be a migrant worker; its address."""
    visiting.open("/honors/new/")
    field(visiting, "name", NAME)
    visiting.page.select_option("[name=title]", label="市级先进个人")
    for name, value in (
        ("places", "1"),
        ("deeds_min", "60"),
        ("basis_number", "郑工发〔2026〕77号"),
        ("basis_authority", "市委、市政府"),
        ("valid_from", "2020-01-01"),
        ("notice_days", "1"),
        ("notice_source", "评选办法第八条"),
    ):
        field(visiting, name, value)
    send(visiting)
    visiting.says("已建立")
    address = visiting.page.url.removeprefix(visiting.base)
    visiting.open(f"{address}stages/")
    field(visiting, "lines", "评审，评审\n公示，市级公示\n决定，公布")
    send(visiting)
    visiting.says("环节已设置。")
    visiting.open(f"{address}structure/new/")
    visiting.page.select_option("[name=trait]", "migrant")
    field(visiting, "number", "1")
    field(visiting, "source", "评选办法第七条")
    send(visiting)
    visiting.says("规则已保存。")
    visiting.press("开始推荐")
    visiting.page.locator("dialog[open]").get_by_role("button", name="开始推荐").click()
    visiting.says("已开始推荐。")
    return address


def people(installation: Installation) -> tuple[str, str]:
    """Somebody of 二七区 who is no migrant worker, and one who is."""
    told = installation.command(
        "shell", "-v", "0", "-c",
        "from jiangong.domains.people.models import Person as P\n"
        "from collections import Counter\n"
        "rows = P.unscoped.filter(organization__path__contains='/', merged_into=None, is_union_official=False)"
        ".select_related('organization')\n"
        "from jiangong.domains.organizations.models import Organization as O\n"
        "root = O.unscoped.get(short_name='二七区')\n"
        "rows = [p for p in rows if p.organization.path.startswith(root.path)]\n"
        "once = Counter(p.name for p in rows)\n"
        "rows = [p for p in rows if once[p.name] == 1]\n"
        "print(next(p.name for p in rows if not p.is_migrant_worker), next(p.name for p in rows if p.is_migrant_worker))",
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    first, second = told.stdout.split()[-2:]
    return first, second


def nominate(visiting, address: str, name: str, rank: int, text: str) -> None:
    visiting.open(address)
    visiting.page.locator("main").get_by_role("link", name="推荐", exact=True).click()
    candidate = visiting.page.locator("[name=candidate]")
    candidate.press_sequentially(name)
    offered = visiting.page.locator(f"#{candidate.get_attribute('list')} option[value^='{name}（']")
    expect(offered).to_have_count(1)  # suggested while it is typed, with the unit
    candidate.fill(offered.get_attribute("value") or "")
    field(visiting, "rank", str(rank))
    field(visiting, "deeds", text)
    visiting.page.select_option("[name=meeting]", "congress")
    for key, value in (("met_on", "2026-03-02"), ("expected", "60"), ("attended", "58"), ("agreed", "57")):
        field(visiting, key, value)
    send(visiting)
    visiting.says("已保存草稿")
    visiting.says("材料和资格齐备")
    visiting.page.locator("main").get_by_role("button", name="推荐", exact=True).click()
    visiting.says("已推荐。")


def swapped(city, address: str) -> None:
    """The list is made, held up by its structure, mended with one click, and passed."""
    city.open(address)
    city.press("汇总名单")
    city.page.locator("dialog[open]").get_by_role("button", name="汇总名单").click()
    city.says("名单已汇总。")
    city.says("农民工0人，要求≥1人")
    assert city.page.get_by_role("link", name="完成“评审”").count() == 0
    city.says("替换1名即可使名单合规")
    city.shot("honours-blocked-desk")
    city.page.get_by_role("button", name="采用此方案").first.click()
    city.says("已替换，记入新一稿名单。")
    city.says("可以进入下一步")
    city.press("完成“评审”")
    field(city, "reason", "评审委员会审议通过。")
    send(city)
    city.says("已进入下一个环节。")


def announced(city, address: str) -> str:
    """The notice is put up for tomorrow; its public address."""
    city.open(f"{address}publish/")
    field(city, "contact", "0371-66123456")
    field(city, "opens_on", f"{date.today() + timedelta(days=1)}")
    send(city)
    city.says("公示已排定")
    city.says("等待公开")
    held_for_its_days(city.installation, opens=True)
    city.open(address)
    return city.page.get_by_role("link", name="打开公示页").get_attribute("href")


def shown_to_all(anybody, link: str, shown: str, hidden: str) -> None:
    anybody.open(link)
    anybody.says(shown)
    assert hidden not in anybody.page.inner_text("main")
    assert anybody.overflow() <= 0
    anybody.page.evaluate(AXE)
    assert [one for one in anybody.page.evaluate(RUN_AXE) if one[1] in {"serious", "critical"}] == []
    anybody.shot("honours-notice-phone")


def decided(city, address: str, name: str) -> str:
    """The title is given; the address on the printed certificate."""
    city.open(address)
    city.press("完成“市级公示”")
    field(city, "reason", "公示无异议。")
    send(city)
    city.press("作出决定")
    field(city, "decision_number", "郑工发〔2026〕88号")
    send(city)
    city.says("已决定，证书已生成。")
    city.open(f"/honors/certificates/?q={name}&sort=-issued_on")
    city.page.locator("#table").get_by_role("link", name=re.compile(name)).first.click()
    link = city.page.get_by_role("link", name="打开核验页").get_attribute("href")
    with city.page.expect_download() as told:
        city.press("打印证书")
    assert carries(told.value.path().read_bytes(), city.base + link)
    return link


def test_from_a_nomination_to_a_certificate_verified_by_its_code(visit, installation):
    city, unit, anybody = visit("shizong"), visit("erqi"), visit("", PHONE)
    city.installation = installation
    address = programme(city)
    plain, migrant = people(installation)
    nominate(unit, address, plain, 1, DEEDS)
    nominate(unit, address, migrant, 2, OTHER)
    swapped(city, address)
    notice = announced(city, address)
    shown_to_all(anybody, notice, migrant, plain)
    held_for_its_days(installation, opens=False)
    anybody.open(notice)
    anybody.says("公示期已满，名单已经撤下。")
    assert migrant not in anybody.page.inner_text("main")
    anybody.open(decided(city, address, migrant))
    for words in ("证书有效", migrant, "郑工发〔2026〕88号"):
        anybody.says(words)
    anybody.shot("honours-verified-phone")


def held_for_its_days(installation: Installation, *, opens: bool) -> None:
    """The days of a notice pass: its span is moved back, as the clock cannot be."""
    span = (
        "now - timedelta(hours=1), now + timedelta(days=2)"
        if opens
        else "now - timedelta(days=3), now - timedelta(hours=1)"
    )
    done = installation.command(
        "shell", "-v", "0", "-c",
        "from datetime import timedelta\n"
        "from django.utils import timezone\n"
        "from jiangong.domains.honors.models import Notice\n"
        f"now = timezone.now()\nopens, closes = {span}\n"
        f"rows = Notice.objects.filter(programme__name='{NAME}')\n"
        "rows.update(opens_at=opens, closes_at=closes)",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def carries(pdf: bytes, address: str) -> bool:
    """Whether the code printed on the first page is this address, module by module: the only black on the sheet."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=6).to_pil().convert("L")
    black = page.point(lambda value: 255 if value < BLACK else 0)
    left, top, right, _ = black.getbbox()
    expected = [list(row) for row in segno.make(address, error="m").matrix]
    size = (right - left) / len(expected)
    read = [
        [
            black.getpixel((int(left + (x + 0.5) * size), int(top + (y + 0.5) * size))) > 0
            for x in range(len(expected))
        ]
        for y in range(len(expected))
    ]
    return read == [[bool(module) for module in row] for row in expected]


def test_without_a_basis_a_programme_does_not_begin(visit):
    city = visit("shizong")
    city.open("/honors/?view=draft")
    city.page.get_by_role("link", name=re.compile("示范基地创建")).first.click()
    city.says("市县群团组织未经批准不得新设创建示范活动")
    expect(city.page.get_by_role("button", name="开始推荐")).to_have_attribute("aria-disabled", "true")
