"""Keeping editions of dictionaries."""

from collections.abc import Sequence

from django.db import transaction

from jiangong.domains.organizations.models import Dictionary, DictionaryEntry
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record


@transaction.atomic
def replace_entries(
    dictionary: Dictionary, entries: Sequence[DictionaryEntry], *, actor: Actor
) -> Dictionary:
    """The edition's words are these, in this order."""
    dictionary.entries.all().delete()
    for entry in entries:
        entry.pk, entry.dictionary = None, dictionary
    DictionaryEntry.objects.bulk_create(entries)
    record(actor, "organizations.dictionary.edit_entries", dictionary, entries=len(entries))
    return dictionary
