"""The component gallery: every part in every state, on one page."""

from typing import Any

from django.views.generic import TemplateView

from jiangong.kit.ui.gallery import samples


class ComponentGallery(TemplateView):
    """What exists, how it looks, and how it behaves when it cannot."""

    template_name = "ui/gallery.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | samples()
