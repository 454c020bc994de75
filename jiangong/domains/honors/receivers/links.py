"""Where selection is reached from: a person's roles, an organization's card, search; what it hears of erased people."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.dispatch import receiver
from django.urls import reverse

from jiangong.domains.honors.models import Certificate, Consultation, Nomination, Programme
from jiangong.domains.honors.queries.programmes import matching
from jiangong.domains.honors.rules import nominations as rules
from jiangong.domains.honors.rules import opinions
from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.domains.people.signals import person_erased
from jiangong.domains.titles.models import Award
from jiangong.kit.access.actor import Actor
from jiangong.kit.access.paths import below
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.pages.heads import Panel

register_owner(
    "honors.nomination",
    Nomination.attachment_slots,
    permission="honors.view",
    refusal=rules.attaching_refusal,
)

register_owner(
    "honors.consultation",
    Consultation.attachment_slots,
    permission="honors.view",
    refusal=opinions.scanning_refusal,
)


def _tried(actor: Actor, nominations: Q, certificates: Q) -> list[str]:
    """How often somebody was put forward, and what came of it; nothing where there is nothing."""
    tried = Nomination.objects.visible_to(actor).filter(nominations).count()
    given = Certificate.objects.visible_to(actor).filter(certificates).count()
    return [words for number, words in ((tried, f"推荐{tried}次"), (given, f"证书{given}份")) if number]


@register_role_source
def honours_of(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """The way to a person's honours through the years, for whom there are any."""
    if not actor.can("honors.view"):
        return
    told = "，".join(_tried(actor, Q(person=person), Q(nomination__person=person)))
    if told or Award.objects.visible_to(actor).filter(person=person).exists():
        yield PersonRole("历年荣誉", told, "", reverse("honors:person", args=[person.pk]))


def honours_panel(organization: Organization, actor: Actor) -> Panel | None:
    """The way from an organization's card to its honours through the years."""
    if not actor.can("honors.view"):
        return None
    inside = (below(organization.path, f"{way}organization__path") for way in ("", "nomination__"))
    told = {
        "told": _tried(actor, *inside),
        "url": reverse("honors:unit", args=[organization.pk]),
    }
    return Panel("评选表彰", "honors/_of_organization.html", told, side=True)


organization_panels.append(honours_panel)


@receiver(person_erased)
def forget_words(sender: Any, person: Person, actor: Actor, **kwargs: Any) -> None:
    """What a nomination says about an erased person goes; the certificate is public record."""
    rows = Nomination.objects.ungated("an erased person's words go, wherever they were written")
    rows.filter(person=person).update(deeds="", position="", reason="", bearer=person.name)


def find_programmes(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By name and title."""
    found = Programme.objects.visible_to(actor).filter(matching(text)).select_related("organization", "title")
    for one in found.order_by("-year", "-pk")[:limit]:
        sub = f"{one.year}年　{one.organization}　{one.get_state_display()}"
        yield Hit(one.name, sub, one.get_absolute_url(), "medal")


register_search(SearchSource(str(Programme._meta.verbose_name), "honors.view", find_programmes))
