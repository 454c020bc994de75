"""Evidence from scoring: what official results say of candidates and of works they are authors of."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import models
from django.utils import timezone

from jiangong.domains.assessments.models import ResultRow, Subject
from jiangong.domains.honors.models import Nomination
from jiangong.domains.honors.queries.evidence import WHY, Facts, Known, by_body, by_person, register_evidence


@register_evidence
def scores_concluded(nominations: Sequence[Nomination]) -> Facts:
    """Points and places; a subject nobody scored says nothing of anybody."""
    people, bodies, found = by_person(nominations), by_body(nominations), defaultdict(list)
    written = Subject.authors.through.objects.filter(person__in=list(people)).values("subject")
    whole_unit = models.Q(subject__title="", organization__in=list(bodies.units))
    rows = ResultRow.objects.ungated(WHY).filter(
        whole_unit | models.Q(subject__in=written), result__is_official=True, official__isnull=False
    )
    for row in rows.select_related("result", "round", "subject").prefetch_related("subject__authors"):
        keys = [key for one in row.subject.authors.all() for key in people.get(one.pk, ())]
        if not row.subject.title:
            keys += bodies.units.get(row.organization_id, [])
        for key in keys:
            found[key].append(_known(row))
    return found


def _known(row: ResultRow) -> Known:
    work = f"“{row.subject.title}”" if row.subject.title else ""
    place = f"，{row.group}第{row.group_rank}名" if row.group and row.group_rank else ""
    text = f"{row.round.title}{work}得{row.round.written(row.official)}分，第{row.rank}名{place}"
    day = timezone.localdate(row.result.made_at)
    return Known("考评", f"assessments.result:{row.result_id}:{row.pk}", text[:200], day)
