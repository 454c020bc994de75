"""The component gallery and the pages of failure."""

import pytest
from django.http import Http404
from django.template.loader import render_to_string

from jiangong.kit.ui.views import ComponentGallery


@pytest.fixture
def gallery(db, rf, settings) -> str:
    settings.DEBUG = True
    return ComponentGallery.as_view()(rf.get("/interface/gallery/")).render().content.decode()


def test_gallery_draws_every_part(gallery):
    for heading in ("待办行", "列表", "被退回的表单", "经过", "组织树", "权限矩阵", "导入", "二维码单"):
        assert f"<h2>{heading}</h2>" in gallery
    assert gallery.count("<h1>") == 1


def test_gallery_is_closed_outside_development(rf, settings):
    settings.DEBUG = False
    with pytest.raises(Http404):
        ComponentGallery.as_view()(rf.get("/interface/gallery/"))


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_failure_page_stands_without_any_frame(status):
    page = render_to_string(
        "ui/failure.html", {"status": status, "sentence": "请稍后再试。", "request_id": "7f3a"}
    )
    assert f'<p class="oops__code">{status}</p>' in page
    assert '<code id="request-id">7f3a</code>' in page
    assert "<h1></h1>" not in page


def test_failure_page_of_an_unknown_status_reads_as_a_fault():
    assert "这一步没有完成。" in render_to_string("ui/failure.html", {"status": 599})
