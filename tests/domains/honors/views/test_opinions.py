"""Departments are asked, and what they answered stands."""

import io
import zipfile
from datetime import timedelta

from django.utils import timezone

from jiangong.domains.honors.actions import opinions
from jiangong.domains.honors.models import (
    Consultation,
)
from jiangong.kit.access.actor import system_actor
from tests.factories.honors import (
    again,
    lists_of,
    make_list,
)
from tests.support.honors_pages import act, page
from tests.support.posting import submit


def test_departments_are_asked_by_letters_in_an_archive(cast):
    programme, client = make_list(cast.federation, cast.union), cast.client("city_officer")
    due = timezone.localdate() + timedelta(days=9)
    sent = {"departments": "市公安局\n市税务局", "sent_on": f"{timezone.localdate()}", "due_on": f"{due}"}
    assert act(client, programme, "consult/", **sent).status_code == 302
    answer = client.get(f"/honors/{programme.pk}/letters/")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["01市公安局.docx", "02市税务局.docx"]
        with zipfile.ZipFile(io.BytesIO(archive.read("01市公安局.docx"))) as letter:
            words = letter.read("word/document.xml").decode()
    assert "市公安局" in words
    assert all(one.bearer in words for one in lists_of(programme))
    police, tax = Consultation.objects.ungated("test").order_by("pk")
    assert (
        act(
            client,
            programme,
            f"letters/{tax.pk}/urge/",
        ).status_code
        == 302
    )
    assert again(tax).urged == 1
    chosen = lists_of(programme)[0]
    reply = {"replied_on": f"{timezone.localdate()}", "against": f"{chosen.bearer}，处罚未结", "version": "0"}
    address = f"/honors/{programme.pk}/letters/{police.pk}/reply/"
    assert (
        "不在这份函的名单里" in submit(client, address, **reply | {"against": "别人，处罚"}).content.decode()
    )
    assert submit(client, address, **reply).status_code == 302
    text = page(cast, "city_officer", f"/honors/{programme.pk}/")
    assert "必须处理，不能放行" in text
    assert "市公安局有异议" in text
    veto = police.vetoes.get()
    assert "处罚未结" in page(cast, "city_officer", f"/honors/nominations/{chosen.pk}/")
    assert act(client, programme, f"vetoes/{veto.pk}/lift/", basis="公函3号").status_code == 302
    assert again(veto).lifted_basis == "公函3号"
    late = client.get(f"{programme.get_absolute_url()}vetoes/{veto.pk}/lift/")
    assert (late.status_code, "撤回这条意见，不用再登记。" in late.content.decode()) == (403, True)


def test_a_row_of_another_programme_is_not_there(cast):
    one, other = make_list(cast.federation, cast.union), make_list(cast.federation, cast.union)
    today = timezone.localdate()
    (letter,) = opinions.consult_departments(other, ["市税务局"], today, today, "", actor=system_actor())
    client = cast.client("city_officer")
    assert client.get(f"/honors/{one.pk}/letters/{letter.pk}/reply/").status_code == 404
    assert submit(client, f"/honors/{one.pk}/letters/{letter.pk}/urge/").status_code == 404
