"""Screens of reports: the sheet, the board, bulk acts, windows, matters, forms, the meter, print and Excel."""

import io
import uuid
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from jiangong.domains.indicators.models import Fact
from jiangong.domains.reporting.actions.windows import set_expectations, set_schedule
from jiangong.domains.reporting.choices import MatterState, ReportState, Rhythm
from jiangong.domains.reporting.models import (
    Entry,
    Expectation,
    Inquiry,
    Matter,
    Question,
    Report,
    Schedule,
    Unlock,
    Window,
)
from jiangong.domains.reporting.queries.matching import known_as
from jiangong.domains.reporting.queries.windows import spans_of
from jiangong.kit.messaging.todos import todos_of
from tests.factories.reporting import add_goal, enter, make_running, make_window, report_of
from tests.support.posting import submit


def fields(book, typed, known, why="", seen=None) -> dict:
    return {
        f"stated-{book.typed.pk}": typed,
        f"stated-{book.known.pk}": known,
        f"seen-{book.known.pk}": known if seen is None else seen,
        f"explanation-{book.known.pk}": why,
        "note": "",
        "act": "submit",
    }


def sheet(book) -> str:
    return reverse("reporting:fill", args=[report_of(book.window, book.cast.district).pk])


def test_a_sheet_is_confirmed_and_sent_once(book):
    enter(book.cast.district, count=2)
    client = book.cast.client("district_officer")
    page = client.get(sheet(book)).content.decode()
    assert "由台账得出" in page
    assert "\n，" not in page  # which would be shown as a space before the comma
    assert "data-offline" in page
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = submit(client, sheet(book), command_key=key, **fields(book, "7", "2"))
        assert answer.status_code == 302
    report = report_of(book.window, book.cast.district)
    assert (report.state, report.version) == (ReportState.SUBMITTED, 1)
    assert [one.stated for one in report.entries.all()] == [7, 2]


def test_what_is_missing_says_so_at_its_line_and_keeps_what_was_typed(book):
    client = book.cast.client("district_officer")
    answer = submit(client, sheet(book), **fields(book, "", "5", seen="0"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"请填写“{book.typed}”。" in page
    assert "台账是0个，多5个。请更正，或说明原因。" in page
    assert 'value="5"' in page
    assert report_of(book.window, book.cast.district).entries.count() == 0


def test_a_draft_is_kept_and_comes_back(book):
    client = book.cast.client("district_officer")
    answer = submit(client, sheet(book), **{**fields(book, "7", "0"), "act": "save"})
    assert answer.headers["location"] == sheet(book)
    assert 'value="7"' in client.get(sheet(book)).content.decode()


def test_a_draft_shows_at_once_what_is_to_be_explained_or_mended(book):
    client = book.cast.client("district_officer")
    submit(client, sheet(book), **fields(book, "7", "0"))
    april = make_window(book.plan, 4)
    address = reverse("reporting:fill", args=[report_of(april, book.cast.district).pk])
    draft = {**fields(book, "70", "3", seen="0"), "act": "save"}
    assert submit(client, address, **draft).status_code == 302
    page = client.get(address).content.decode()
    assert "变动过大：比上期7家增加900%。请更正，或说明原因。" in page
    assert "与台账不一致：台账是0个，多3个。请更正，或说明原因。" in page
    assert page.count("待更正或说明") == 2
    assert report_of(april, book.cast.district).doubts == 2
    explained = {f"explanation-{one.pk}": "新增两个园区" for one in (book.typed, book.known)}
    submit(client, address, **{**draft, **explained})
    page = client.get(address).content.decode()
    assert "变动过大：比上期7家增加900%。<" in page
    assert "待更正或说明" not in page
    assert submit(client, address, **{**draft, **explained, "act": "submit"}).status_code == 302


def test_a_draft_is_held_against_what_is_known_when_it_is_opened(book):
    client = book.cast.client("district_officer")
    submit(client, sheet(book), **{**fields(book, "7", "0"), "act": "save"})
    assert "请更正，或说明原因" not in client.get(sheet(book)).content.decode()
    enter(book.cast.district, count=2)  # the ledger has gone on since
    page = client.get(sheet(book)).content.decode()
    assert "与台账不一致：台账是2个，少2个。请更正，或说明原因。" in page
    assert Entry.objects.ungated("all").get(goal=book.known).findings == []


def test_a_refused_sheet_says_each_thing_once(book):
    client = book.cast.client("district_officer")
    submit(client, sheet(book), **{**fields(book, "7", "5", seen="0"), "act": "save"})
    page = submit(client, sheet(book), **fields(book, "7", "5", seen="0")).content.decode()
    assert page.count("台账是0个，多5个。请更正，或说明原因。") == 2  # above the form and at its line


def test_evidence_that_is_asked_for_comes_with_the_sheet(book):
    rule = Expectation(goal=book.typed, needs_evidence=True)
    set_expectations(book.plan, [rule], actor=book.officer)
    client = book.cast.client("district_officer")
    refused = submit(client, sheet(book), **fields(book, "7", "0"))
    assert "要求附佐证材料" in refused.content.decode()
    picture = SimpleUploadedFile("名单.csv", "序号,姓名\n1,甲\n".encode())
    sent = submit(client, sheet(book), **fields(book, "7", "0"), **{f"files-{book.typed.pk}": picture})
    assert sent.status_code == 302
    assert Entry.objects.ungated("all").get(goal=book.typed).findings == []


def test_bounds_and_relations_are_explained_or_mended(book):
    rules = [
        Expectation(goal=book.typed, maximum=Decimal(5)),
        Expectation(goal=book.known, not_above=book.typed),
    ]
    set_expectations(book.plan, rules, actor=book.officer)
    client = book.cast.client("district_officer")
    page = submit(client, sheet(book), **fields(book, "6", "9", seen="0")).content.decode()
    assert "高于规定的上限5家。" in page
    assert f"不应超过“{book.typed}”的6。" in page
    assert submit(client, sheet(book), **fields(book, "4", "0")).status_code == 302


def test_opening_a_report_from_above_is_noticed_once(book):
    client = book.cast.client("district_officer")
    submit(client, sheet(book), **fields(book, "7", "0"))
    report = report_of(book.window, book.cast.district)
    url = reverse("reporting:detail", args=[report.pk])
    client.get(url)
    assert report_of(book.window, book.cast.district).read_at is None
    book.cast.client("city_officer").get(url)
    assert report_of(book.window, book.cast.district).read_at is not None
    submit(client, reverse("reporting:withdraw", args=[report.pk]))
    assert report_of(book.window, book.cast.district).state == ReportState.SUBMITTED


def test_a_window_is_approved_as_a_whole_from_its_board(book):
    submit(book.cast.client("district_officer"), sheet(book), **fields(book, "7", "0"))
    city = book.cast.client("city_officer")
    board = reverse("reporting:window_detail", args=[book.window.pk])
    assert "整批确认" in city.get(board).content.decode()
    submit(city, reverse("reporting:window_approve", args=[book.window.pk]))
    assert report_of(book.window, book.cast.district).state == ReportState.APPROVED
    assert Fact.objects.ungated("all").count() == 1


def test_chosen_reports_are_approved_and_the_doubtful_are_named(book):
    submit(book.cast.client("district_officer"), sheet(book), **fields(book, "7", "3", "在途", seen="0"))
    report = report_of(book.window, book.cast.district)
    city = book.cast.client("city_officer")
    answer = city.post(
        reverse("reporting:approve_many"),
        {"command_key": str(uuid.uuid4()), "selected": [report.pk]},
        follow=True,
    )
    told = f"留下1份单独办理。{book.cast.district}：有1项说明了差异或异常。"
    assert told in answer.content.decode()
    assert report_of(book.window, book.cast.district).state == ReportState.SUBMITTED


def test_standing_in_is_marked_and_waits_for_the_unit(book):
    report = report_of(book.window, book.cast.district)
    city = book.cast.client("city_officer")
    said = {**fields(book, "7", "0"), "channel": "phone", "received_on": timezone.localdate().isoformat()}
    answer = submit(city, reverse("reporting:stand_in", args=[report.pk]), **said)
    assert answer.status_code == 302
    assert "确认代填" in {one.act_label for one in todos_of(book.district)}
    submit(book.cast.client("district_officer"), reverse("reporting:confirm", args=[report.pk]))
    assert report_of(book.window, book.cast.district).confirmed_at is not None


def test_a_window_is_opened_for_plans_of_ones_own_only(book):
    below = make_running(book.district, [book.cast.union], share=5)
    for who, offered in (("city_officer", book.plan), ("district_officer", below)):
        page = book.cast.client(who).get(reverse("reporting:window_create"))
        assert list(page.context["form"].fields["plan"].queryset) == [offered], who


def test_a_schedule_makes_its_windows_and_opens_those_due(book):
    year = book.plan.year
    schedule = Schedule(
        plan=book.plan, rhythm=Rhythm.QUARTER, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31)
    )
    set_schedule(schedule, actor=book.officer)
    made = Window.objects.ungated("all").filter(plan=book.plan, rhythm=Rhythm.QUARTER).order_by("starts_on")
    assert [one.label for one in made] == [f"{year}年{n}季度" for n in "一二三四"]
    assert all(one.reports.count() == 2 for one in made)
    set_schedule(schedule, actor=book.officer)
    assert made.count() == 4


@pytest.mark.parametrize(
    ("rhythm", "first", "last", "labels"),
    [
        (
            Rhythm.TEN_DAYS,
            (2, 5),
            (3, 5),
            ["2024年2月上旬", "2024年2月中旬", "2024年2月下旬", "2024年3月上旬"],
        ),
        (Rhythm.MONTH, (1, 1), (2, 29), ["2024年1月", "2024年2月"]),
        (Rhythm.HALF_YEAR, (3, 1), (12, 31), ["2024年上半年", "2024年下半年"]),
        (Rhythm.CUSTOM, (1, 28), (2, 27), ["2024年1月28日至2月27日"]),
        (Rhythm.ANY_TIME, (1, 1), (12, 31), ["2024年"]),
    ],
)
def test_rhythms_give_their_spans(rhythm, first, last, labels):
    schedule = Schedule(rhythm=rhythm, starts_on=date(2024, *first), ends_on=date(2024, *last))
    spans = list(spans_of(schedule))
    assert [one.label for one in spans] == labels
    assert (spans[0].starts_on, spans[-1].ends_on) == (date(2024, *first), date(2024, *last))
    assert all(b.starts_on == a.ends_on + timedelta(days=1) for a, b in pairwise(spans))


def test_an_unlock_is_logged_with_name_and_reason(book):
    city = book.cast.client("city_officer")
    url = reverse("reporting:window_unlock", args=[book.window.pk])
    today = timezone.localdate().isoformat()
    assert submit(city, url, unit=book.cast.district.pk, until=today, reason="").status_code == 422
    submit(city, url, unit=book.cast.district.pk, until=today, reason="漏报")
    kept = Unlock.objects.get()
    assert (kept.unit, kept.by, kept.reason) == (book.cast.district, book.officer.user, "漏报")
    assert submit(book.cast.client("district_officer"), url, until=today, reason="我").status_code == 403


def test_the_report_is_printed_with_a_place_for_the_seal(book):
    enter(book.cast.district)
    client = book.cast.client("district_officer")
    report = report_of(book.window, book.cast.district)
    for kind in ("docx", "pdf"):
        answer = client.get(f"{reverse('reporting:print', args=[report.pk])}?as={kind}")
        assert answer.status_code == 200
    from jiangong.domains.reporting.queries.lines import lines_of
    from jiangong.domains.reporting.queries.printing import report_document

    document = report_document(report, lines_of([report])[report.pk])
    assert f"{book.cast.district.name}（公章）" in str(document.blocks[-1]), (
        "on paper a union has its whole name"
    )
    assert [one.text for one in document.blocks[:2]] == [
        f"填报单位：{book.cast.district.name}",
        f"计划：{book.plan}",
    ]
    assert "委员会" in str(document.blocks[3])


def test_a_sheet_goes_to_excel_and_back_with_conflicts_cell_by_cell(book):
    city = book.cast.client("city_officer")
    url = reverse("reporting:window_export", args=[book.window.pk])
    book_file = load_workbook(io.BytesIO(city.get(url).content))
    rows = book_file["填报表"]
    assert rows["A1"].value == "单位"
    rows["B2"], rows["B3"] = 7, 8
    held = io.BytesIO()
    book_file.save(held)
    submit(book.cast.client("district_officer"), sheet(book), **{**fields(book, "5", "0"), "act": "save"})
    upload = SimpleUploadedFile("填报表.xlsx", held.getvalue())
    page = city.post(reverse("reporting:window_take_in", args=[book.window.pk]), {"file": upload})
    assert page.status_code == 200, page.context["form"].errors
    told = page.context
    assert [(one.theirs, one.now, one.base) for one in told["conflicts"]] == [(7, 5, None)]
    assert [(one.theirs, one.now) for one in told["fresh"]] == [(8, None)]
    sent = {f"cell-{one.key}": one.both for one in [*told["conflicts"], *told["fresh"]]}
    sent[f"pick-{told['conflicts'][0].key}"] = "now"
    submit(city, reverse("reporting:window_take_in_confirm", args=[book.window.pk]), **sent)
    stated = Entry.objects.ungated("all").filter(goal=book.typed).order_by("report__position")
    assert [one.stated for one in stated] == [5, 8]


def test_a_file_of_something_else_is_refused_in_one_sentence(book):
    city = book.cast.client("city_officer")
    url = reverse("reporting:window_take_in", args=[book.window.pk])
    broken = city.post(url, {"file": SimpleUploadedFile("填报表.xlsx", b"not a workbook")})
    assert broken.status_code == 422


def test_a_matter_goes_up_is_answered_and_settled(book):
    union = book.cast.client("union_officer")
    submit(union, reverse("reporting:matter_create"), kind="problem", title="缺教材", text="缺培训教材")
    matter = Matter.objects.ungated("all").get()
    assert (matter.addressee, matter.due_on) == (
        book.cast.district,
        timezone.localdate() + timedelta(days=10),
    )
    district = book.cast.client("district_officer")
    submit(district, reverse("reporting:escalate", args=[matter.pk]))
    assert Matter.objects.ungated("all").get().addressee == book.cast.federation
    city = book.cast.client("city_officer")
    assert f"问题：{matter}" in [one.title for one in todos_of(book.officer)]
    submit(city, reverse("reporting:matter_answer", args=[matter.pk]), answer="已联系出版社")
    submit(union, reverse("reporting:matter_ask_again", args=[matter.pk]), reason="何时到货")
    assert Matter.objects.ungated("all").get().state == MatterState.SENT
    submit(city, reverse("reporting:matter_answer", args=[matter.pk]), answer="下周")
    submit(union, reverse("reporting:matter_settle", args=[matter.pk]))
    assert Matter.objects.ungated("all").get().state == MatterState.SETTLED


def test_what_is_known_is_not_asked_again_without_a_reason(book):
    city = book.cast.client("city_officer")
    today = timezone.localdate()
    facts = {
        "title": "调查",
        "purpose": "安排经费",
        "due_on": today,
        "expires_on": today + timedelta(days=30),
    }
    assert submit(city, reverse("reporting:inquiry_create"), **facts).status_code == 422
    for_ever = {**facts, "basis": "会议纪要", "expires_on": timezone.localdate() + timedelta(days=400)}
    answer = submit(city, reverse("reporting:inquiry_create"), **for_ever)
    assert (answer.status_code, "停用日期最长一年" in answer.content.decode()) == (422, True)
    submit(city, reverse("reporting:inquiry_create"), **facts, basis="会议纪要")
    inquiry = Inquiry.objects.ungated("all").get()
    add = reverse("reporting:question_add", args=[inquiry.pk])
    asked = {"label": "本年度委员会数量", "kind": "number", "is_required": "on"}
    refused = submit(city, add, **asked).content.decode()
    assert "系统已有台账指标“委员会”" in refused
    assert submit(city, add, **asked, asked_because="口径不同").status_code == 302
    assert Question.objects.get().known_as.startswith("台账指标“委员会”")
    assert known_as("心理讲座场次", book.officer) == []
    submit(city, reverse("reporting:inquiry_publish", args=[inquiry.pk]))
    question = Question.objects.get()
    district = book.cast.client("district_officer")
    assert "调查" in [one.title for one in todos_of(book.district)]
    submit(district, reverse("reporting:inquiry_answer", args=[inquiry.pk]), **{str(question.pk): "3"})
    assert inquiry.answers.get().values == {str(question.pk): "3"}


def test_the_meter_counts_what_units_are_asked(book):
    submit(book.cast.client("district_officer"), sheet(book), **fields(book, "7", "0"))
    page = book.cast.client("city_officer").get(reverse("reporting:burden"))
    row = next(one for one in page.context["rows"] if one.unit == book.cast.district)
    burden = row.months[book.window.due_on.month]
    assert (burden.sheets, burden.typed, burden.known, burden.minutes) == (1, 1, 1, 1)
    assert row.minutes == sum(one.minutes for one in row.cells if one), "the months add up to the year"


def test_my_reports_list_what_is_open(book):
    make_window(book.plan, 4, opens_on=timezone.localdate() + timedelta(days=1))
    page = book.cast.client("district_officer").get(reverse("reporting:mine"))
    assert [one.report.window for one in page.context["open"]] == [book.window]
    assert Report.objects.ungated("all").count() == 4


def test_a_ledger_may_know_more_decimals_than_are_usually_told(book):
    goal = add_goal(book.plan, "职工", unit="万个", source_mode="ledger", measure="people.test_flow")
    enter(book.cast.district, count=3)
    client = book.cast.client("district_officer")
    said = {f"stated-{goal.pk}": "0.0003", f"seen-{goal.pk}": "0.0003"}
    assert submit(client, sheet(book), **fields(book, "7", "3"), **said).status_code == 302


def test_tabs_counts_and_words_of_windows_say_what_the_clock_says(book):
    today, past = timezone.localdate(), timezone.localdate() - timedelta(days=40)
    made = (
        (4, {"due_on": today - timedelta(days=5), "grace_days": 5}, "填报中"),
        (5, {"due_on": today - timedelta(days=6), "grace_days": 5}, "已锁定"),
        (6, {"due_on": today, "grace_days": 0}, "填报中"),
        (7, {"due_on": today - timedelta(days=1), "grace_days": 0}, "已锁定"),
        (8, {"due_on": past, "grace_days": 60}, "填报中"),
        (9, {"locked_at": timezone.now()}, "已锁定"),
        (10, {"opened_at": None}, "未开放"),
        (11, {"opened_at": None, "due_on": past}, "已锁定"),
        (12, {"opens_on": today + timedelta(days=1)}, "未开放"),
    )
    words = {book.window.pk: "填报中"}
    words |= {make_window(book.plan, month, **facts).pk: word for month, facts, word in made}
    client = book.cast.client("city_officer")
    for pk, word in words.items():
        page = client.get(reverse("reporting:window_detail", args=[pk]))
        assert page.context["head"].badge.label == word
        assert (page.context["reminder"] != "") == (word == "填报中")
    for tab, word in (("open", "填报中"), ("coming", "未开放"), ("locked", "已锁定")):
        table = client.get(reverse("reporting:window_list"), {"view": tab}).context["table"]
        assert {row.pk for row in table.rows} == {pk for pk, said in words.items() if said == word}
        assert {row.cells[-1].text for row in table.rows} == {word}
        counts = {one["label"]: one["count"] for one in table.tabs}
        assert counts[word] == list(words.values()).count(word)
