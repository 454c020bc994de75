"""Reads about attachments. Whoever may see the owner may see its files; there is no other gate."""

from django.db import models

from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.models import Attachment
from jiangong.kit.attachments.slots import owner_kind


def attachments_of(owner: models.Model) -> models.QuerySet[Attachment]:
    """The files of a record that the caller has already read through the gate."""
    return (
        Attachment.objects.ungated("the owner was read through the gate")
        .filter(owner_model=owner._meta.label_lower, owner_id=owner.pk, removed_at=None)
        .select_related("uploaded_by")
    )


def has_attachment(owner: models.Model, slot: str) -> bool:
    return attachments_of(owner).filter(slot=slot).exists()


def find_attachment(pk: int, actor: Actor) -> tuple[Attachment, models.Model] | None:
    """A file with its owner, if the actor may see the owner."""
    if pk >= 2**63:
        return None
    found = Attachment.objects.ungated("its owner is the gate").filter(pk=pk, removed_at=None).first()
    owner = find_owner(found.owner_model, found.owner_id, actor) if found else None
    return (found, owner) if found and owner else None


def find_owner(label: str, pk: int, actor: Actor) -> models.Model | None:
    """The record that owns files, if the actor may open it."""
    kind = owner_kind(label)
    if kind is None or not actor.can(kind.permission) or pk >= 2**63:
        return None
    return kind.model.objects.visible_to(actor).filter(pk=pk).first()


def used_bytes(organization_id: int) -> int:
    """What an organization's files occupy, each counted as if it lay there alone."""
    rows = Attachment.objects.ungated("a quota counts everybody's").filter(
        organization_id=organization_id, removed_at=None
    )
    return rows.aggregate(total=models.Sum("size"))["total"] or 0
