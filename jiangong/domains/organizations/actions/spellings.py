"""The organizations that are written in the rows of an import."""

from collections.abc import Iterable, Mapping

from jiangong.domains.organizations import rules
from jiangong.domains.organizations.actions.names import UNSETTLED, settle_names
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.queries import Resolution, resolve_many
from jiangong.kit.access.actor import Actor
from jiangong.kit.importing.specs import Row


class Spellings:
    """Each spelling is looked up once; a name that means none or several is asked about."""

    def __init__(self, context: str, actor: Actor) -> None:
        self.context, self.actor = context, actor
        self.meant: dict[str, Resolution] = {}

    def learn(self, spellings: Iterable[str | None]) -> dict[str, Resolution]:
        """What the new ones mean; open names are settled by people, so that a second check finds them answered."""
        fresh = resolve_many({text for text in spellings if text} - self.meant.keys(), self.actor)
        self.meant |= fresh
        if unsettled := [one for one in fresh.values() if one.organization_id is None]:
            settle_names(unsettled, context=self.context, actor=self.actor)
        return fresh

    def units(self) -> dict[int, Organization]:
        """The organizations meant so far, by key."""
        keys = {one.organization_id for one in self.meant.values() if one.organization_id}
        return Organization.objects.visible_to(self.actor).in_bulk(keys)

    def place(self, row: Row, column: str = "organization") -> None:
        """The organization's key for its name; a guess is used and said, an unknown name is refused."""
        if text := row.values.get(column):
            self._put(row, column, self.meant[text], self.meant[text].organization_id)

    def place_standing(
        self, row: Row, units: Mapping[int, Organization], column: str = "organization"
    ) -> Organization | None:
        """The same among ``units``, where a closed one is refused; returns the organization."""
        if not (text := row.values.get(column)):
            return None
        meant = self.meant[text]
        unit = units.get(meant.organization_id or 0)
        closed = rules.closed(unit) if unit else ""
        self._put(row, column, meant, unit.pk if unit else None, closed)
        return unit

    def _put(self, row: Row, column: str, meant: Resolution, key: int | None, closed: str = "") -> None:
        row.values[column] = key
        if key is None:
            row.refuse(column, f"{meant.explanation}{UNSETTLED}")
        elif closed:
            row.refuse(column, closed)
        elif not meant.is_certain:
            row.remind(column, meant.explanation)
