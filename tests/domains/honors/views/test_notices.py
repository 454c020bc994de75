"""Public notices are announced, objected to, settled."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jiangong.domains.honors.actions import programmes
from jiangong.domains.honors.choices import ObjectionState
from jiangong.domains.honors.models import (
    Objection,
)
from jiangong.domains.honors.rules.notices import next_opening
from jiangong.kit.access.actor import system_actor
from jiangong.kit.audit.models import AuditEntry
from tests.factories.honors import (
    again,
    lists_of,
    make_list,
    make_noticed,
)
from tests.support.honors_pages import act, page
from tests.support.posting import submit


def test_an_objection_is_looked_into(cast):
    notice = make_noticed(cast.federation, cast.union)
    waiting = page(cast, "city_officer", notice.programme.get_absolute_url())
    assert ("等公示期满" in waiting, "项待解决" in waiting, "必须处理" in waiting) == (True, False, False)
    about = lists_of(notice.programme)[0]
    address = reverse("honors:public_objection", args=[notice.token])
    Client().post(address, {"about": about.pk, "text": "这个人的材料不属实", "contact": "13512340000"})
    one = Objection.objects.ungated("test").get()
    client = cast.client("city_officer")
    assert "这个人的材料不属实" in page(cast, "city_officer", "/honors/objections/")
    text = page(cast, "city_officer", f"/honors/objections/{one.pk}/")
    assert "13512340000" not in text
    assert "1项待解决" in page(cast, "city_officer", notice.programme.get_absolute_url())
    assert "核实公示异议" in page(cast, "city_officer", "/")
    assert "13512340000" in page(cast, "city_officer", f"/honors/objections/{one.pk}/contact/")
    assert AuditEntry.objects.filter(verb="honors.objection.read_contact").count() == 1
    assert cast.client("district_officer").get(f"/honors/objections/{one.pk}/").status_code == 404
    submit(client, f"/honors/objections/{one.pk}/dismiss/", reason="经查属实，异议不成立")
    assert again(one).state == ObjectionState.UNFOUNDED


def test_a_notice_is_announced_from_its_page(cast, monkeypatch):
    programme = make_list(cast.federation, cast.union)
    programme = programmes.advance_programme(programme, "通过", actor=system_actor())
    client, today = cast.client("city_officer"), timezone.localdate()
    monkeypatch.setattr("jiangong.domains.honors.rules.notices.is_known", lambda year: True)
    facts = {"opens_on": f"{today + timedelta(days=1)}", "opens_time": "09:00", "contact": "0371-66123456"}
    offered = client.get(f"/honors/{programme.pk}/publish/").content.decode()
    assert f'value="{next_opening(timezone.now())}"' in offered  # what is offered can be sent as it stands
    answer = act(client, programme, "publish/", **facts, version=programme.version)
    assert answer.status_code == 302, answer.content.decode()
    notice = programme.notices.get()
    text = page(cast, "city_officer", f"/honors/{programme.pk}/")
    assert "等待公开" in text
    assert Client().get(notice.get_public_url()).status_code == 404
    recalled = act(client, programme, f"notices/{notice.pk}/recall/", reason="名单有误")
    assert recalled.status_code == 302
    assert "名单有误" in page(cast, "city_officer", f"/honors/{programme.pk}/")
