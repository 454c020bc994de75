"""What was cited and no longer holds is flagged wherever it was cited; what stands again is cited again."""

from typing import Any

from django.db import models
from django.dispatch import receiver
from django.utils import timezone

from jiangong.domains.assessments.models import Result, Round
from jiangong.domains.competitions.choices import EnrolmentState
from jiangong.domains.competitions.models import Enrolment
from jiangong.domains.honors.actions.nominations import flag_evidence
from jiangong.domains.reform.choices import EntryState as ReformState
from jiangong.domains.reform.models import Pilot
from jiangong.domains.rural.choices import EntryState
from jiangong.domains.rural.models import Collective, Participation
from jiangong.domains.titles.choices import AwardState
from jiangong.domains.titles.models import Award
from jiangong.kit.workflow import transitioned

STANDING = {
    Award: AwardState.HELD,
    Enrolment: EnrolmentState.CONFIRMED,
    Participation: EntryState.STANDING,
    Collective: EntryState.STANDING,
    Pilot: ReformState.STANDING,
}


@receiver(transitioned)
def follow_the_record(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A title, an entry of a ledger, an enrolment."""
    if sender not in STANDING:
        return
    holds = instance.state == STANDING[sender]
    why = "" if holds else f"{instance._meta.verbose_name}{instance.get_state_display()}"
    on = getattr(instance, "revoked_on", None) or timezone.localdate()
    flag_evidence(models.Q(reference=f"{instance._meta.label_lower}:{instance.pk}"), why, on)


@receiver(transitioned, sender=Round)
def follow_the_round(sender: Any, instance: Round, transition: Any, **kwargs: Any) -> None:
    """Results of a round that is judged anew no longer say anything."""
    if transition.name != "reopen":
        return
    rows = Result.objects.ungated("results of a round that is judged anew").filter(round=instance)
    for pk in rows.values_list("pk", flat=True):
        cited = models.Q(reference__startswith=f"assessments.result:{pk}:")
        flag_evidence(cited, "结果撤回重评", timezone.localdate())
