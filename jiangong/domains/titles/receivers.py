"""What titles tell the rest: on a person's page, on an organization's card, in the search box; merges and erasures."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.dispatch import receiver
from django.urls import reverse

from jiangong.domains.organizations.models import Organization
from jiangong.domains.organizations.signals import organization_panels
from jiangong.domains.people.models import Person
from jiangong.domains.people.queries import PersonRole, register_role_source
from jiangong.domains.people.signals import people_merged, person_erased
from jiangong.domains.titles import rules
from jiangong.domains.titles.actions import mark_counted, void_doubles
from jiangong.domains.titles.models import Award
from jiangong.domains.titles.queries import counts_by_family, matching, titles_of
from jiangong.kit.access.actor import Actor
from jiangong.kit.attachments.slots import register_owner
from jiangong.kit.listing.searching import Hit, SearchSource, register_search
from jiangong.kit.pages.heads import Panel

register_owner(
    "titles.award", Award.attachment_slots, permission="titles.view", refusal=rules.attaching_refusal
)


@register_role_source
def held_titles(person: Person, actor: Actor) -> Iterator[PersonRole]:
    """What a person holds or held."""
    if not actor.can("titles.view"):
        return
    for award in titles_of(person, actor):
        state = "" if award.is_held else f"（{award.get_state_display()}）"
        yield PersonRole(f"{award.title}{state}", award.basis, f"{award.year}年", award.get_absolute_url())


def titles_panel(organization: Organization, actor: Actor) -> Panel | None:
    """How many titles of each family are held under an organization."""
    if not actor.can("titles.view"):
        return None
    counted = counts_by_family(organization, actor)
    address = f"{reverse('titles:list')}?organization={organization.pk}&state=held"
    rows = [(label, number, f"{address}&view={family}") for family, label, number in counted]
    total = sum(number for _, _, number in counted)
    return Panel("荣誉称号", "titles/_counts.html", {"rows": rows}, side=True, count=total)


organization_panels.append(titles_panel)


@receiver(people_merged)
def follow_the_merge(sender: Any, keep: Person, drop: Person, actor: Actor, **kwargs: Any) -> None:
    """What both entries held is one title; the stock counts the person once."""
    void_doubles(drop, actor=actor)
    mark_counted([keep.pk, drop.pk])


@receiver(person_erased)
def forget_words(sender: Any, person: Person, actor: Actor, **kwargs: Any) -> None:
    """Remarks may name the person; the title itself is public record."""
    awards = Award.objects.ungated("an erased person's remarks go, wherever they were written")
    awards.filter(person=person).update(note="", version=models.F("version") + 1)


def find_awards(actor: Actor, text: str, limit: int) -> Iterator[Hit]:
    """By whoever bears them."""
    found = Award.objects.visible_to(actor).filter(matching(text))
    related = found.select_related("title", "person", "unit", "enterprise", "organization")
    for award in related.order_by("-given_on", "-pk")[:limit]:
        sub = f"{award.title}　{award.year}年　{award.organization}"
        yield Hit(award.bearer_name, sub, award.get_absolute_url(), "award")


register_search(SearchSource(str(Award._meta.verbose_name), "titles.view", find_awards))
