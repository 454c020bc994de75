"""Nothing is taken back from under those who have built on it; what cannot be taken back at all is said."""

import uuid

import pytest

from jiangong.domains.activities.models import Activity
from jiangong.domains.documents.models import Document
from jiangong.domains.organizations.imports import EnterpriseImport
from jiangong.domains.organizations.models import Enterprise
from jiangong.domains.places.imports import PlaceImport
from jiangong.domains.places.models import Place
from jiangong.domains.titles.choices import TitleFamily
from tests.factories.activities import make_activity
from tests.factories.organizations import make_enterprise
from tests.factories.places import make_place
from tests.factories.titles import make_award, make_title
from tests.kit.importing.conftest import workbook


@pytest.fixture
def officer(cast):
    return cast.actor("district_officer")


def test_an_enterprise_with_an_honour_stays(cast, officer):
    honoured, plain = (make_enterprise(name, cast.district) for name in ("东城化工厂", "东城水泥厂"))
    make_award(make_title("市先进集体", TitleFamily.COLLECTIVE), enterprise=honoured)
    assert EnterpriseImport().undo([honoured.pk, plain.pk], actor=officer) == 1
    assert list(Enterprise.unscoped.values_list("pk", flat=True)) == [honoured.pk]


def test_a_place_where_something_was_held_stays_the_place_of_it(officer):
    place = make_place(officer)
    activity = make_activity(officer)
    Activity.unscoped.filter(pk=activity.pk).update(place=place)
    assert PlaceImport().undo([place.pk], actor=officer) == 0
    assert Place.unscoped.get() == place
    assert Activity.unscoped.get(pk=activity.pk).place == place


def test_when_all_was_worked_on_the_import_stands_and_says_why(wizard):
    done = wizard.settle(wizard.upload(workbook([["甲", 3, ""]])), "confirm")
    Document.unscoped.update(version=1)
    page = wizard.client.post(
        f"/imports/{done.pk}/undo/", {"command_key": str(uuid.uuid4())}, follow=True
    ).content.decode()
    assert "没有可以撤销的。请逐条修改或作废。" in page
    assert wizard.latest().state == "imported"
