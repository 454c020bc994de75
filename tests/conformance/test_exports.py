"""Every list that may be exported can be exported from another process, as the same file."""

import pickle

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import all_permissions
from jiangong.kit.listing.apart import packed
from jiangong.kit.listing.export import FORMATS, written
from jiangong.kit.pages import ListPage


def views(patterns=None):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield getattr(pattern.callback, "view_class", None)


PAGES = sorted(
    {view for view in views() if view and issubclass(view, ListPage) and view.export_permission},
    key=lambda view: view.__qualname__,
)


def test_there_are_exports_to_look_at():
    assert len(PAGES) >= 5


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__qualname__)
def test_an_export_travels(cast, page):
    organization = cast.district
    request = RequestFactory().get("/", {"q": "一", "organization": str(organization.pk)})
    user = cast.users["district_officer"]
    request.actor = Actor(user, organization, frozenset(all_permissions()), organization.path)
    view = page()
    view.setup(request)
    for form in FORMATS:
        table = view.make_table()
        make, there, asked = pickle.loads(packed(written, table, form))
        assert (make, asked) == (written, form)
        assert str(there.filtered.order_by().values("pk").query) == str(
            table.filtered.order_by().values("pk").query
        )
        assert list(there.exported_columns()) == list(table.exported_columns())
