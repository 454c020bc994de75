"""Public notices under shifted clocks: never early, never late, no exchanged day skipped; nothing private shown."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from jiangong.domains.honors.actions import certificates, lists, nominations, notices, programmes
from jiangong.domains.honors.choices import StageKind
from jiangong.domains.honors.models import Notice, NoticeEntry, Objection
from jiangong.domains.honors.queries.programmes import forget
from jiangong.domains.honors.rules.notices import closing_of, first_day, last_day
from jiangong.kit.access.actor import system_actor
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.workdays.days import set_year
from jiangong.kit.workdays.models import SpecialDay
from tests.factories.honors import (
    BASIS,
    again,
    certificate_of,
    deeds,
    draft,
    lists_of,
    long_past,
    make_list,
    make_noticed,
    make_open,
    make_programme,
    nominated,
    pass_stage,
)
from tests.factories.people import make_id_number, make_person

PHONE, NUMBER = "13912345678", make_id_number(date(1971, 2, 3), 777)
SECOND = timedelta(seconds=1)


def local(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))


@pytest.fixture
def calendar(db):
    """National Day 2026 as a city enters it: days off in the week, a Saturday worked for one of them."""
    off = [SpecialDay(day=date(2026, 10, number), name="国庆节") for number in range(1, 8)]
    worked = [SpecialDay(day=date(2026, 10, 10), is_worked=True, name="国庆节")]
    set_year(2026, [*off, *worked], actor=system_actor())


@pytest.mark.parametrize(
    ("opens_at", "days", "first", "last"),
    [
        (local(2026, 9, 28, 9), 5, date(2026, 9, 28), date(2026, 10, 9)),  # 28 29 30, then 8 9
        (local(2026, 9, 28, 9, 1), 5, date(2026, 9, 29), date(2026, 10, 10)),  # the Saturday counts
        (local(2026, 9, 30, 9), 4, date(2026, 9, 30), date(2026, 10, 10)),
        (local(2026, 9, 30, 9), 5, date(2026, 9, 30), date(2026, 10, 12)),  # the Sunday does not
        (local(2026, 10, 3, 8), 1, date(2026, 10, 8), date(2026, 10, 8)),
        (local(2026, 11, 2, 0), 1, date(2026, 11, 2), date(2026, 11, 2)),
    ],
)
def test_working_days_with_exchanged_ones(calendar, opens_at, days, first, last):
    assert first_day(opens_at) == first
    assert last_day(opens_at, days) == last
    assert closing_of(opens_at, days) == local(last.year, last.month, last.day) + timedelta(days=1)


@pytest.mark.database
def test_open_from_its_second_to_the_end_of_its_last_day(cast, calendar):
    opens_at = local(2026, 9, 28, 9)
    with time_machine.travel(opens_at - timedelta(days=3), tick=False):
        notice = make_noticed(cast.federation, cast.union, opens_at)
    address, name = notice.get_public_url(), notice.entries.first().name
    for moment, status, shown in (
        (opens_at - SECOND, 404, False),
        (opens_at, 200, True),
        (local(2026, 10, 7, 12), 200, True),
        (local(2026, 10, 9, 23, 59, 59), 200, True),
        (local(2026, 10, 10, 0), 410, False),
        (local(2027, 3, 1), 410, False),
    ):
        with time_machine.travel(moment, tick=False):
            answer = Client().get(address)
            assert (answer.status_code, name in answer.content.decode()) == (status, shown), moment


def test_the_stage_cannot_be_left_a_second_before_the_end(cast, calendar):
    opens_at = local(2026, 9, 28, 9)
    with time_machine.travel(opens_at, tick=False):
        notice = make_noticed(cast.federation, cast.union, opens_at)
    programme = again(notice.programme)
    with time_machine.travel(local(2026, 10, 9, 23, 59, 59), tick=False), pytest.raises(NotAllowed):
        pass_stage(programme)
    with time_machine.travel(local(2026, 10, 10), tick=False):
        assert pass_stage(again(programme)).stage == 3


def test_a_year_whose_holidays_nobody_entered_is_refused(cast, calendar):
    with time_machine.travel(local(2026, 12, 28, 8), tick=False):
        programme = pass_stage(make_list(cast.federation, cast.union, valid_until=date(2027, 12, 31)))
        with pytest.raises(Refusal, match="2027年的放假调休还没有录入"):
            notices.publish_notice(programme, local(2026, 12, 29, 9), "0371-1", actor=system_actor())
        set_year(2027, [SpecialDay(day=date(2027, 1, 1), name="元旦")], actor=system_actor())
        made = notices.publish_notice(programme, local(2026, 12, 29, 9), "0371-1", actor=system_actor())
    assert made.closes_at == local(2027, 1, 6)  # 29 30 31, 1 January off, a weekend, 4 5


def test_a_notice_is_not_announced_for_the_past_nor_twice(cast, calendar):
    with time_machine.travel(local(2026, 9, 28, 8), tick=False):
        programme = pass_stage(make_list(cast.federation, cast.union))
        with pytest.raises(Refusal, match="不能早于现在"):
            notices.publish_notice(programme, local(2026, 9, 27, 9), "0371-1", actor=system_actor())
        notices.publish_notice(programme, local(2026, 9, 28, 9), "0371-1", actor=system_actor())
        with pytest.raises(NotAllowed, match="不能重复发布"):
            notices.publish_notice(programme, local(2026, 9, 28, 9), "0371-1", actor=system_actor())


def test_a_recalled_notice_is_gone_at_once(cast):
    notice = make_noticed(cast.federation, cast.union)
    notices.recall_notice(notice, "名单有误", actor=system_actor())
    assert Client().get(notice.get_public_url()).status_code == 404
    assert "还没有发布公示" in notices_said(notice)


def notices_said(notice: Notice) -> str:
    with pytest.raises(NotAllowed) as refused:
        pass_stage(again(notice.programme))
    return refused.value.sentence


def test_no_number_of_anybody_reaches_the_public(cast):
    """Canaries in every field that somebody can write into, in the ways people write numbers."""
    programme = make_open(cast.federation, places=3)
    spread = " ".join(NUMBER)
    wide = PHONE.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for name, words in (
        ("甲一", f"联系电话{PHONE}，身份证号{NUMBER}。"),
        ("乙二", f"电话139-1234-5678，证件{spread}。"),
        ("丙三", f"手机{wide}，也可写一三九一二三四五六七八。"),
    ):
        person = make_person(name, cast.union, PHONE, make_id_number() if name != "甲一" else NUMBER)
        one = draft(
            programme,
            cast.union,
            person=person,
            deeds=f"{words}{deeds(30)}",
            position=f"钳工{PHONE}",
        )
        nominations.submit_nomination(one, actor=system_actor())
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    programme = pass_stage(programme)
    notice = notices.write_notice(programme, timezone.now(), "0371-66123456", lists_of(programme))
    text = Client().get(notice.get_public_url()).content.decode()
    assert all(name in text for name in ("甲一", "乙二", "丙三"))
    assert "0371-66123456" in text  # the union's own number, for those who object
    for canary in (
        PHONE,
        NUMBER,
        "139-1234-5678",
        spread,
        wide,
        "一三九一二三四五六七八",
        PHONE[3:],
        NUMBER[6:14],
    ):
        assert canary not in text, canary
    digits = "".join(one for one in text.replace("0371-66123456", "") if one.isdigit() or not one.isascii())
    assert PHONE not in digits
    stored = "".join(NoticeEntry.objects.values_list("deeds", flat=True))
    assert PHONE not in stored
    assert "noindex" in text


def test_every_public_page_is_free_of_numbers_that_the_register_holds(cast):
    """The notice, its objection form and the certificate's page, crawled for the candidate's own numbers."""
    person = make_person("甲一", cast.union, PHONE, NUMBER)
    programme = make_open(cast.federation, stages=((StageKind.NOTICE, "公示"), (StageKind.DECISION, "公布")))
    nominated(programme, cast.union, person=person, position=f"钳工{PHONE}")
    forget(programme)
    lists.compile_list(programme, actor=system_actor())
    notice = notices.write_notice(programme, timezone.now(), "0371-66123456", lists_of(programme))
    addresses = [notice.get_public_url(), f"{notice.get_public_url()}objection/"]
    pages = [Client().get(address) for address in addresses]
    long_past(notice)
    programme = pass_stage(again(programme))
    certificates.decide_programme(programme, timezone.localdate(), "河工发〔2026〕30号", actor=system_actor())
    pages.append(Client().get(certificate_of(programme).get_public_url()))
    for answer in pages:
        text = answer.content.decode()
        assert (answer.status_code, "甲一" in text) == (200, True)
        found = [canary for canary in (PHONE, NUMBER, PHONE[3:], NUMBER[6:14]) if canary in text]
        assert found == []


def test_search_engines_and_caches_keep_nothing(cast):
    answer = Client().get(make_noticed(cast.federation, cast.union).get_public_url())
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex' in answer.content.decode()


def test_who_left_the_list_is_no_longer_shown(cast):
    notice = make_noticed(cast.federation, cast.union)
    gone = lists_of(notice.programme)[0]
    lists.arrange_list(again(notice.programme), {gone.pk: "drop"}, "核实有误", actor=system_actor())
    assert gone.bearer not in Client().get(notice.get_public_url()).content.decode()


def test_anybody_may_object_while_it_is_open(cast):
    cache.clear()
    notice = make_noticed(cast.federation, cast.union)
    address, about = f"{notice.get_public_url()}objection/", lists_of(notice.programme)[0]
    page = Client().get(address).content.decode()
    assert about.bearer in page
    answer = Client().post(address, {"about": about.pk, "text": "事迹里的项目不是他做的", "contact": PHONE})
    assert answer.headers["Location"] == f"{notice.get_public_url()}?thanked=1"
    kept = Objection.objects.ungated("test").get()
    assert (kept.nomination_id, kept.organization_id) == (about.pk, cast.federation.pk)
    assert PHONE not in kept.contact_sealed
    assert kept.read_contact() == PHONE
    short = Client().post(address, {"text": "不行"})
    assert (short.status_code, "请写得具体一些" in short.content.decode()) == (422, True)
    numbered = Client().post(address, {"text": f"他的号码是{NUMBER[:6]} {NUMBER[6:]}", "contact": PHONE})
    assert (numbered.status_code, "请删去后再提交" in numbered.content.decode()) == (422, True)
    assert all(kept in numbered.content.decode() for kept in (f"他的号码是{NUMBER[:6]} {NUMBER[6:]}", PHONE))
    long_past(notice)
    late = Client().post(address, {"text": "公示结束以后才看到的情况"})
    assert late.status_code in {302, 400, 403, 409, 422}
    assert Objection.objects.ungated("test").count() == 1


def test_too_many_objections_from_one_address_are_held_back(cast):
    notice = make_noticed(cast.federation, cast.union)
    for number in range(notices.FROM_ONE_ADDRESS):
        notices.raise_objection(notice, None, (f"第{number}条情况", ""), "10.9.9.9", actor=system_actor())
    with pytest.raises(notices.TooManyObjections):
        notices.raise_objection(notice, None, ("又一条情况", ""), "10.9.9.9", actor=system_actor())


def test_a_stage_without_a_source_for_its_length_does_not_open(cast):
    programme = make_programme(cast.federation, notice_source="", **BASIS)
    with pytest.raises(NotAllowed, match="没有写明公示期的依据"):
        programmes.open_programme(programme, actor=system_actor())
    assert programme.pipeline()[1].kind == StageKind.NOTICE
    assert nominated(make_open(cast.federation), cast.union).pk
