"""The register of permissions."""

import pytest

from jiangong.kit.access import permissions


@pytest.fixture(autouse=True)
def own_register(monkeypatch):
    monkeypatch.setattr(permissions, "_register", {})


def test_declare_names_a_permission_by_app_and_verb():
    permissions.declare("boats", view="查看船只", edit="修改船只")
    assert list(permissions.all_permissions()) == ["boats.view", "boats.edit"]
    assert permissions.label_of("boats.edit") == "修改船只"


def test_declare_the_same_again_is_no_error():
    permissions.declare("boats", view="查看船只")
    permissions.declare("boats", view="查看船只")
    assert len(permissions.all_permissions()) == 1


def test_declare_another_meaning_is_refused():
    permissions.declare("boats", view="查看船只")
    with pytest.raises(ValueError, match=r"boats\.view is declared twice"):
        permissions.declare("boats", view="修理船只")


def test_the_register_given_out_is_a_copy():
    permissions.all_permissions()["boats.sink"] = None
    assert permissions.all_permissions() == {}
