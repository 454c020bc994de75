"""Learning what names mean: aliases, and questions asked once."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from jiangong.domains.organizations.choices import AliasSource
from jiangong.domains.organizations.models import NameQuestion, Organization, OrganizationAlias
from jiangong.domains.organizations.queries import Resolution, federation
from jiangong.kit.access.actor import Actor
from jiangong.kit.audit.recording import record, record_many
from jiangong.kit.commands.errors import Conflict, Refusal
from jiangong.lib.names import normalize

UNSETTLED = "已列入待认名称，确认后请重新检查；也可以改为您管理范围内组织的全称。"
_LONGEST = 120
_BATCH = 500


@transaction.atomic
def add_alias(
    organization: Organization, *, text: str, source: str, explanation: str = "", actor: Actor
) -> OrganizationAlias:
    """Remember another spelling; each spelling means one organization only."""
    normalized = normalize(text)
    if not normalized:
        raise Refusal("请填写别名。", field="text")
    aliases = OrganizationAlias.objects.ungated("an alias is unique in the federation")
    known = aliases.filter(normalized=normalized).select_related("organization").first()
    if known is not None and known.organization_id == organization.pk:
        return known
    if known is not None:
        whose = known.organization
        raise Refusal(f"“{text}”已是“{whose}”的别名，请先在那里删除，或换一种写法。", field="text")
    alias = OrganizationAlias.objects.create(
        organization=organization,
        text=text.strip(),
        normalized=normalized,
        source=source,
        explanation=explanation[:200],
    )
    record(actor, "organizations.organization.add_alias", organization, text=alias.text, source=source)
    return alias


@transaction.atomic
def add_aliases(
    spellings: Iterable[tuple[Organization, str]], *, source: str, actor: Actor
) -> list[OrganizationAlias]:
    """Remember many spellings at once; those already known are left as they are."""
    fresh: dict[str, OrganizationAlias] = {}
    for organization, text in spellings:
        if normalized := normalize(text):
            alias = OrganizationAlias(
                organization=organization, text=text.strip(), normalized=normalized, source=source
            )
            fresh.setdefault(normalized, alias)
    known = _known(OrganizationAlias, list(fresh))
    made = [alias for normalized, alias in fresh.items() if normalized not in known]
    OrganizationAlias.objects.bulk_create(made)
    record_many(
        actor, "organizations.organization.add_alias", [alias.organization for alias in made], source=source
    )
    return made


@transaction.atomic
def remove_alias(alias: OrganizationAlias, *, actor: Actor) -> None:
    """Forget a spelling, for instance a wrong guess."""
    record(actor, "organizations.organization.remove_alias", alias.organization, text=alias.text)
    alias.delete()


@transaction.atomic
def settle_names(resolutions: Iterable[Resolution], *, context: str = "", actor: Actor) -> list[NameQuestion]:
    """Remember the guesses among resolutions, and ask once about each name that stayed open."""
    guessed: dict[str, Resolution] = {}
    open_names: dict[str, Resolution] = {}
    for each in resolutions:
        normalized = normalize(each.text)
        if not normalized or len(each.text.strip()) > _LONGEST:
            continue
        if each.organization_id is None:
            open_names.setdefault(normalized, each)
        elif each.memorable:
            guessed.setdefault(normalized, each)
    _remember(guessed)
    return _ask(open_names, context, actor)


def _remember(guessed: dict[str, Resolution]) -> None:
    known = _known(OrganizationAlias, list(guessed))
    OrganizationAlias.objects.bulk_create(
        OrganizationAlias(
            organization_id=each.organization_id,
            text=each.text.strip(),
            normalized=normalized,
            source=AliasSource.GUESSED,
            explanation=each.explanation[:200],
        )
        for normalized, each in guessed.items()
        if normalized not in known
    )


def _ask(open_names: dict[str, Resolution], context: str, actor: Actor) -> list[NameQuestion]:
    known = _known(NameQuestion, list(open_names))
    asker = actor.organization or federation()
    asked = NameQuestion.objects.bulk_create(
        NameQuestion(organization=asker, text=each.text.strip(), normalized=normalized, context=context[:200])
        for normalized, each in open_names.items()
        if normalized not in known
    )
    record_many(actor, "organizations.namequestion.ask", asked)
    return asked


@transaction.atomic
def answer_name_question(question: NameQuestion, organization: Organization, *, actor: Actor) -> NameQuestion:
    """Say which organization a name means; the spelling becomes its alias."""
    _close(question, answer=organization)
    add_alias(organization, text=question.text, source=AliasSource.LEARNED, actor=actor)
    record(actor, "organizations.namequestion.answer", question, organization=organization.pk)
    return question


@transaction.atomic
def dismiss_name_question(question: NameQuestion, *, actor: Actor) -> NameQuestion:
    """Say that a name is no organization; it is not asked about again."""
    _close(question, dismissed=True)
    record(actor, "organizations.namequestion.dismiss", question)
    return question


def _close(question: NameQuestion, **answer: object) -> None:
    now = timezone.now()
    still_open = NameQuestion.objects.ungated("compare-and-set").filter(pk=question.pk, answered_at=None)
    if not still_open.update(answered_at=now, **answer):
        raise Conflict(f"“{question.text}”已由别人确认。请刷新页面查看结果。")
    question.answered_at = now
    for name, value in answer.items():
        setattr(question, name, value)


def _known(model: type[OrganizationAlias] | type[NameQuestion], normalized: list[str]) -> set[str]:
    rows = model.objects.ungated("a spelling is unique in the federation")
    found: set[str] = set()
    for start in range(0, len(normalized), _BATCH):
        part = normalized[start : start + _BATCH]
        found.update(rows.filter(normalized__in=part).values_list("normalized", flat=True))
    return found
