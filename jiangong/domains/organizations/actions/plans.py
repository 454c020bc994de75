"""Each kind of change to the tree: what stands in its way, what it says, what it does on its day.

A plan holds keys only, so that one for the future waits as JSON and is judged again when its day comes.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, ClassVar, cast

from django.db.models import QuerySet

from jiangong.domains.organizations import rules
from jiangong.domains.organizations.actions.opening import establish
from jiangong.domains.organizations.actions.spans import dissolve, relocate, rename_from
from jiangong.domains.organizations.choices import AliasSource, ChangeKind
from jiangong.domains.organizations.models import Organization, OrganizationAlias
from jiangong.lib.names import normalize


@dataclass(frozen=True, slots=True)
class Result:
    """What a plan did: the organization it is told about, the others it touched, how many moved along."""

    organization: Organization
    others: tuple[Organization, ...] = ()
    moved: int = 0


class Plan:
    """One change; ``kind`` finds the class again when a stored plan is due."""

    kind: ClassVar[ChangeKind]

    @property
    def subject(self) -> Organization:
        """Whose history the change belongs to while it waits."""
        raise NotImplementedError

    def refusal(self, day: date) -> str:
        raise NotImplementedError

    def summary(self) -> str:
        raise NotImplementedError

    def apply(self, day: date) -> Result:
        raise NotImplementedError

    def stored(self) -> dict[str, Any]:
        return asdict(self)  # type: ignore[call-overload]


@dataclass(frozen=True, slots=True)
class PlanForOne(Plan):
    """A change that begins with one organization."""

    organization: int

    @property
    def subject(self) -> Organization:
        return _read(self.organization)


@dataclass(frozen=True, slots=True)
class Rename(PlanForOne):
    """An organization is called otherwise from a day on."""

    name: str
    short_name: str = ""
    kind: ClassVar[ChangeKind] = ChangeKind.RENAME

    def refusal(self, day: date) -> str:
        subject = self.subject
        if self.name == subject.name:
            return "新名称与现在的名称相同，请填写新的名称。"
        return (
            rules.closed(subject)
            or rules.not_there_yet(subject, day)
            or rules.renamed_since(subject, day)
            or rules.name_taken(self.name, subject.parent_id, besides=[subject.pk])
        )

    def summary(self) -> str:
        return f"“{self.subject.name}”更名为“{self.name}”。"

    def apply(self, day: date) -> Result:
        subject = self.subject
        rename_from(subject, self.name, day)
        for former in filter(None, (subject.name, subject.short_name)):
            OrganizationAlias.objects.ungated("an alias is unique in the federation").get_or_create(
                normalized=normalize(former),
                defaults={"organization": subject, "text": former, "source": AliasSource.FORMER},
            )
        subject.name, subject.short_name = self.name, self.short_name
        subject.version += 1
        subject.save(update_fields=("name", "short_name", "version", "updated_at"))
        return Result(subject)


@dataclass(frozen=True, slots=True)
class Move(PlanForOne):
    """An organization stands under another parent from a day on, with all below it."""

    parent: int
    new_kind: str = ""
    kind: ClassVar[ChangeKind] = ChangeKind.MOVE

    def refusal(self, day: date) -> str:
        subject, parent = self.subject, _read(self.parent)
        if parent.pk == subject.parent_id:
            return f"“{subject}”的上级已经是“{parent}”，请另选上级组织。"
        kind = self.new_kind or subject.kind
        return (
            rules.rooted(subject)
            or rules.closed(subject)
            or rules.inside(subject, parent)
            or rules.unfit_kind(kind, parent)
            or rules.unfit_children(subject, kind)
            or rules.too_deep(parent, subject)
            or rules.not_there_yet(subject, day)
            or rules.moved_since(subject, day)
            or rules.standing_throughout(parent, day)
            or rules.name_taken(subject.name, parent.pk)
        )

    def summary(self) -> str:
        subject = self.subject
        return f"“{subject.name}”由“{subject.parent}”改隶“{_read(self.parent)}”。"

    def apply(self, day: date) -> Result:
        subject, parent = self.subject, _read(self.parent)
        former = cast("Organization", subject.parent)  # only the federation has none, and it never moves
        moved = relocate(subject, parent, self.new_kind or subject.kind, day)
        return Result(subject, (former, parent), moved)


@dataclass(frozen=True, slots=True)
class Merge(Plan):
    """Organizations become one: an existing one (``target``) or a new one (``name`` under ``parent``)."""

    sources: list[int]
    target: int | None = None
    name: str = ""
    short_name: str = ""
    parent: int | None = None
    new_kind: str = ""
    kind: ClassVar[ChangeKind] = ChangeKind.MERGE

    @property
    def subject(self) -> Organization:
        return _read(self.target or self.sources[0])

    def refusal(self, day: date) -> str:
        if len(self.sources) < (1 if self.target else 2):
            return "合并为新组织至少要选两个原组织，请再选一个。"
        sources = _read_all(self.sources)
        if reason := next(filter(None, (rules.unclosable(source, day) for source in sources)), ""):
            return reason
        place = _read(self.target or self.parent)
        kind = place.kind if self.target else self.new_kind
        for source in sources:
            if reason := (
                rules.inside(source, place)
                or rules.unfit_children(source, kind)
                or rules.too_deep(place, source)
            ):
                return reason
        if self.target:
            return rules.standing_throughout(place, day)
        return (
            rules.unfit_kind(kind, place)
            or rules.standing_throughout(place, day)
            or rules.name_taken(self.name, place.pk, besides=self.sources)
        )

    def summary(self) -> str:
        sources = quoted(_read_all(self.sources))
        return f"{sources}并入“{self.subject.name}”。" if self.target else f"{sources}合并为“{self.name}”。"

    def apply(self, day: date) -> Result:
        if self.target:
            target = _read(self.target)
        else:
            first = _read(self.sources[0])
            target = establish(
                _read(self.parent), day, self.name, self.new_kind,
                short_name=self.short_name, position=first.position,
            )  # fmt: skip
        moved = 0
        for pk in self.sources:
            moved += dissolve(_read(pk), target, day)
        return Result(_read(target.pk), tuple(_read_all(self.sources)), moved)


@dataclass(frozen=True, slots=True)
class Split(PlanForOne):
    """New organizations of the same kind leave an organization, each with its part of what stood below.

    ``parts`` are ``{"name", "short_name", "children"}``. Unless the organization is kept, it is closed and
    the first part takes the rest.
    """

    parts: list[dict[str, Any]] = field(default_factory=list)
    keep: bool = True
    kind: ClassVar[ChangeKind] = ChangeKind.SPLIT

    @property
    def names(self) -> list[str]:
        return [part["name"] for part in self.parts]

    def refusal(self, day: date) -> str:
        subject = self.subject
        if len(self.parts) < (1 if self.keep else 2):
            return "分设后至少应有两个组织，请再填写一个新组织的名称。"
        if len(set(self.names)) < len(self.names):
            return "新组织的名称不能相同，请改正。"
        chosen = [pk for part in self.parts for pk in part["children"]]
        if len(set(chosen)) < len(chosen):
            return "同一个下级组织只能划给一个新组织，请改正。"
        if reason := rules.unclosable(subject, day) or self._taken(subject):
            return reason
        for child in _read_all(chosen):
            if child.parent_id != subject.pk:
                return f"“{child}”不是“{subject}”的下级组织，请重新选择。"
            if reason := rules.not_there_yet(child, day) or rules.moved_since(child, day):
                return reason
        return rules.standing_throughout(cast("Organization", subject.parent), day)  # it is not the root

    def _taken(self, subject: Organization) -> str:
        besides = [] if self.keep else [subject.pk]
        return next(
            filter(None, (rules.name_taken(name, subject.parent_id, besides) for name in self.names)), ""
        )

    def summary(self) -> str:
        parts = "、".join(f"“{name}”" for name in self.names)
        verb = "分设出" if self.keep else "分设为"
        return f"“{self.subject.name}”{verb}{parts}。"

    def apply(self, day: date) -> Result:
        subject, moved, made = self.subject, 0, []
        for part in self.parts:
            new = establish(
                cast("Organization", subject.parent), day, part["name"], subject.kind,
                short_name=part.get("short_name", ""), position=subject.position,
            )  # fmt: skip
            for child in _read_all(part["children"]):
                moved += 1 + relocate(child, new, child.kind, day)
            made.append(new)
        if not self.keep:
            moved += dissolve(subject, made[0], day)
        return Result(_read(subject.pk), tuple(made), moved)


@dataclass(frozen=True, slots=True)
class Close(PlanForOne):
    """An organization ends; its successor takes what stood below it."""

    successor: int
    kind: ClassVar[ChangeKind] = ChangeKind.CLOSE

    def refusal(self, day: date) -> str:
        subject, successor = self.subject, _read(self.successor)
        return (
            rules.unclosable(subject, day)
            or rules.inside(subject, successor)
            or rules.unfit_children(subject, successor.kind)
            or rules.too_deep(successor, subject)
            or rules.standing_throughout(successor, day)
        )

    def summary(self) -> str:
        return f"“{self.subject.name}”撤销，由“{_read(self.successor)}”承接。"

    def apply(self, day: date) -> Result:
        subject, successor = self.subject, _read(self.successor)
        moved = dissolve(subject, successor, day)
        return Result(subject, (successor,), moved)


PLANS: dict[str, type[Plan]] = {plan.kind: plan for plan in (Rename, Move, Merge, Split, Close)}


def quoted(organizations: Iterable[Organization]) -> str:
    return "、".join(f"“{each.name}”" for each in organizations)


def _read(pk: int | None) -> Organization:
    return _organizations().select_related("parent").get(pk=pk)


def _read_all(pks: Iterable[int]) -> list[Organization]:
    wanted = list(pks)
    found = _organizations().select_related("parent").in_bulk(wanted)
    return [found[pk] for pk in wanted]


def _organizations() -> QuerySet[Organization]:
    return Organization.objects.ungated("a change is judged on the whole tree, its page on what is visible")
