"""The one page of a studio that opens without signing in."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from jiangong.domains.studios.choices import ResultKind
from jiangong.domains.studios.models import Studio
from jiangong.domains.studios.queries.studios import find_card
from jiangong.kit.access.permissions import PUBLIC
from jiangong.kit.pages import Head, Page


class StudioCard(Page):
    """What everybody may know of a studio that was made public; the leader only with the leader's consent."""

    permission = PUBLIC
    template_name = "studios/card.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.studio = self.find()
        answer = self.render()
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer["Cache-Control"] = "no-store"
        return answer

    def find(self) -> Studio:
        studio = find_card(self.kwargs["token"])
        if studio is None:
            raise Http404
        return studio

    def head(self) -> Head:
        return Head(self.studio.name)

    def context(self) -> dict[str, Any]:
        studio = self.studio
        kinds = Counter(studio.results.filter(voided_at=None).values_list("kind", flat=True))
        shown = studio.leader if studio.leader_consents and studio.leader else None
        return {
            "studio": studio,
            "leader_name": shown.name if shown and not shown.is_erased else "",
            "results": [(ResultKind(kind).label, number) for kind, number in kinds.most_common()],
            "topics": studio.topics.filter(voided_at=None).count(),
            "naming": studio.namings.first(),
        }
