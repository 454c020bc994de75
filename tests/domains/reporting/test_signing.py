"""Inside a unit: three people sign where it has three; what lies with them can be taken back until it is signed."""

from decimal import Decimal

import pytest

from jiangong.domains.indicators.models import Fact
from jiangong.domains.reporting.actions import filling, reviewing
from jiangong.domains.reporting.choices import CountsFrom, ReportState
from jiangong.domains.reporting.models import Report, Window
from jiangong.domains.reporting.queries.lines import lines_of
from jiangong.domains.reporting.queries.printing import report_document
from jiangong.domains.reporting.receivers.todos import reporting_todos
from jiangong.kit.commands.errors import NotAllowed
from tests.factories.accounts import appoint, make_user
from tests.factories.reporting import report_of, say


def send(book, value: int) -> Report:
    report = report_of(book.window, book.cast.district)
    return filling.submit_report(report, say(book.plan, value, 0), actor=book.district)


def on_paper(report: Report) -> str:
    return str(report_document(report, lines_of([report])[report.pk]))


@pytest.fixture
def signed_inside(book):
    """The window asks for signatures inside the unit; colleagues by name."""
    Window.objects.ungated("a test's own").update(needs_sign_off=True)

    def colleague(name: str):
        user = make_user(name)
        appoint(user, book.cast.district, "unit_officer")
        book.cast.users[name] = user
        return book.cast.actor(name)

    return colleague


def again(book) -> Report:
    return report_of(book.window, book.cast.district)


def test_inside_a_unit_three_people_sign_where_it_has_three(book, signed_inside):
    second, third = signed_inside("second"), signed_inside("third")
    assert send(book, 7).state == ReportState.CHECKING
    with pytest.raises(NotAllowed, match="填报人"):
        filling.check_report(again(book), actor=book.district)
    filling.check_report(again(book), actor=second)
    with pytest.raises(NotAllowed, match="您是审核人，请由本单位另一位"):
        filling.sign_report(again(book), actor=second)
    assert [len(list(reporting_todos(one))) for one in (second, third)] == [0, 1]
    filling.sign_report(again(book), actor=third)
    kept = again(book)
    assert kept.state == ReportState.SUBMITTED
    assert (kept.filled_by, kept.checked_by, kept.signed_by) == (book.district.user, second.user, third.user)
    assert "兼" not in on_paper(kept)


def test_where_a_unit_has_fewer_one_signs_twice_and_paper_and_page_say_so(book, signed_inside):
    second = signed_inside("second")
    send(book, 7)
    filling.check_report(again(book), actor=second)
    with pytest.raises(NotAllowed, match="填报人"):
        filling.sign_report(again(book), actor=book.district)
    filling.sign_report(again(book), actor=second)
    kept = again(book)
    assert "second（审核人兼）" in on_paper(kept)
    page = book.cast.client("district_officer").get(kept.get_absolute_url()).content.decode()
    assert "审核人兼，2" in page


def test_who_works_alone_is_not_shut_out(book, signed_inside):
    send(book, 7)
    for act in (filling.check_report, filling.sign_report):
        act(again(book), actor=book.district)
    text = on_paper(again(book))
    assert text.count("district_officer（填报人兼）") == 2


def test_what_lies_with_the_units_own_signers_can_be_taken_back_until_it_is_signed(book, signed_inside):
    second = signed_inside("second")
    for signed in (False, True):
        send(book, 7)
        if signed:
            filling.check_report(again(book), actor=second)
        filling.withdraw_report(again(book), actor=book.district)
        assert again(book).state == ReportState.DRAFT


def test_a_correction_taken_back_inside_leaves_the_former_figures_counting(book, signed_inside):
    second = signed_inside("second")
    Window.objects.ungated("a test's own").update(counts_from=CountsFrom.SUBMITTED)
    send(book, 7)
    for act in (filling.check_report, filling.sign_report):
        act(again(book), actor=second)
    reviewing.approve_report(again(book), actor=book.officer)
    Report.objects.ungated("as if it had been unlocked").update(state=ReportState.REVISING)
    filled = book.cast.client("district_officer").get(f"/reports/{again(book).pk}/fill/").content.decode()
    assert "记为迟报" not in filled  # a correction does not become late
    send(book, 9)
    filling.withdraw_report(again(book), actor=book.district)
    assert [one.value for one in Fact.objects.ungated("all of them")] == [Decimal(7)]
