"""Notes said on the next page: the newest ones, however many forms were sent before anybody looked."""

from django.contrib import messages
from django.http import HttpResponse
from django.test import RequestFactory

from jiangong.kit.pages.notes import MOST, NewestNotes


def after(*texts: str, carried: str = "") -> str:
    """The cookie after a form said these texts and no page showed any."""
    request = RequestFactory().post("/")
    request.session = {}
    request.COOKIES = {"messages": carried} if carried else {}
    notes, response = NewestNotes(request), HttpResponse()
    for text in texts:
        notes.add(messages.SUCCESS, text)
    assert notes.update(response) == []
    return response.cookies["messages"].value


def shown(carried: str) -> list[str]:
    request = RequestFactory().get("/")
    request.session = {}
    request.COOKIES = {"messages": carried}
    return [str(note) for note in NewestNotes(request)]


def test_notes_wait_for_the_next_page_in_their_order():
    assert shown(after("已保存。", "另有一份留下。")) == ["已保存。", "另有一份留下。"]


def test_who_sends_many_forms_carries_the_newest_notes_only():
    carried = ""
    for number in range(1, MOST + 4):
        carried = after(f"第{number}份", carried=carried)
    assert shown(carried) == [f"第{number}份" for number in range(4, MOST + 4)]
