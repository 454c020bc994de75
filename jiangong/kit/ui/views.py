"""The component gallery: every part in every state, on one page."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.generic import TemplateView

from jiangong.kit.ui.gallery import samples


class ComponentGallery(TemplateView):
    """What exists, how it looks, and how it behaves when it cannot; there for developers only."""

    permission = "developers"
    template_name = "ui/gallery.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEBUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | samples()
