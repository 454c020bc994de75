"""From a finding to one that is closed."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from docx import Document as Docx

from jiangong.domains.supervision.models import Finding
from tests.factories.editions import make_issued
from tests.factories.people import make_person
from tests.factories.supervision import (
    actor_of,
    begun,
    make_finding,
    make_inspection_plan,
    make_visit,
)
from tests.support.inspection_pages import TODAY, at, text
from tests.support.posting import submit

pytestmark = pytest.mark.django_db


def test_from_finding_to_closed_from_the_pages(cast, city, inspector, going, rechecker):
    finding = make_finding(city, cast.district, inspector)
    make_person("李强", cast.district)
    unit, desk = cast.client("district_officer"), cast.client("city_officer")
    page = text(unit, finding.get_absolute_url())
    assert "还没有落实责任人和整改措施" in page
    assert ("责任单位" in page, "复查意见" in page) == (True, False)
    submit(unit, at("finding_arrange", finding.pk), measure="补签", responsible="李强", version="0")
    wrong = submit(
        unit,
        at("finding_answer", finding.pk),
        measure="补签",
        responsible="王五",
        answer="补好了",
        version="1",
    )
    assert "王五" in wrong.content.decode()
    said = {"measure": "补签", "responsible": "李强", "answer": "已补签", "answered_on": TODAY.isoformat()}
    submit(unit, at("finding_answer", finding.pk), **said, version="1")
    assert "问题是您登记的，请由另一人复查" in text(going, finding.get_absolute_url())
    page = text(unit, finding.get_absolute_url())
    assert at("finding_close", finding.pk) not in page
    upload = reverse("attachments:upload", args=["supervision.finding", finding.pk, "proof"])
    assert upload in page
    assert upload not in text(going, finding.get_absolute_url())
    due = (TODAY + timedelta(days=5)).isoformat()
    submit(desk, at("finding_send_back", finding.pk), opinion="还差一份", due_on=due, version="2")
    assert "没有整改到位：" in text(unit, finding.get_absolute_url())
    submit(unit, at("finding_answer", finding.pk), **said, version="3")
    submit(desk, at("finding_close", finding.pk), opinion="属实", version="4")
    finding.refresh_from_db()
    assert (finding.state, finding.rechecked_by) == ("closed", city.user)
    assert "已销号" in text(unit, finding.get_absolute_url())


def test_further_findings_corrections_and_voiding(cast, city, inspector, going, desk):
    counted = make_issued(city, [cast.district], year=TODAY.year)
    visit = begun(
        make_visit(city, cast.district, inspector, make_inspection_plan(city, plan=counted)),
        actor_of(inspector),
    )
    figure = visit.figures.get()
    said = {f"verdict-{line.pk}": "conforms" for line in visit.lines.all()}
    submit(going, at("visit_submit", visit.pk), **said, visited_on=TODAY.isoformat(), version="1")
    submit(going, at("figure_correct", visit.pk, figure.pk), verified="2", explanation="漏报两家")
    figure.refresh_from_db()
    assert (figure.verified, figure.reported) == (Decimal(2), Decimal(0))
    assert going.get(at("figure_correct", visit.pk, 999_999)).status_code == 404
    due = (TODAY + timedelta(days=5)).isoformat()
    submit(desk, at("finding_create", visit.pk), text="档案混放", due_on=due)
    finding = Finding.objects.ungated("test").get()
    submit(desk, at("finding_void", finding.pk), reason="登记有误")
    finding.refresh_from_db()
    assert finding.state == "void"
    document = Docx(io.BytesIO(desk.get(at("visit_print", visit.pk)).content))
    assert any("没有发现问题" in one.text for one in document.paragraphs)
