"""What everybody may see of a studio."""

from django.db import models, transaction
from django.utils import timezone

from jiangong.domains.people.models import Person
from jiangong.domains.studios import rules
from jiangong.domains.studios.models import Studio
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import NotAllowed, Refusal
from jiangong.kit.commands.versions import save_if_unchanged


@transaction.atomic
def publish_studio(studio: Studio, shown: bool, consents: bool, version: int, *, actor: Actor) -> Studio:
    """Open or close the card; the leader's name stands on it only with the leader's consent."""
    if why := rules.publishing_refusal(studio, actor):
        raise NotAllowed(why)
    if consents and studio.leader_id is None:
        raise Refusal("还没有领衔人，不能登记领衔人同意。", "consents")
    if shown and not consents and studio.names_leader:
        raise Refusal(
            "工作室名称或简介里有领衔人的姓名，请先征得本人同意并勾选，或改用不含姓名的名称和简介。",
            "consents",
        )
    studio.is_public = shown
    if consents != studio.leader_consents:
        studio.consented_on = timezone.localdate() if consents else None
    studio.leader_consents = consents
    save_if_unchanged(studio, version, ["is_public", "leader_consents", "consented_on"])
    record(actor, f"studios.studio.{'publish' if shown else 'withdraw'}", studio)
    return studio


def forget_consent(person: Person) -> None:
    """A person whose data were erased is named nowhere in public, not even by the name of the studio."""
    led = Studio.objects.ungated("an erased person is named nowhere").filter(leader=person)
    led.update(is_public=False, leader_consents=False, consented_on=None, version=models.F("version") + 1)
