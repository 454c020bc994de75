"""The course of a studio: registered, named, confirmed each year, revoked."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jiangong.domains.documents.models import Document
from jiangong.domains.documents.queries import find_by_official_number
from jiangong.domains.documents.rules import normalize_official_number
from jiangong.domains.studios import rules
from jiangong.domains.studios.choices import ReviewResult
from jiangong.domains.studios.models import Naming, Result, Review, Studio
from jiangong.domains.studios.workflow import studio_workflow
from jiangong.kit.access.actor import Actor
from jiangong.kit.commands.errors import Conflict, NotAllowed, Refusal

REVIEWED: dict[str, str] = {
    ReviewResult.PASS: "confirm",
    ReviewResult.WARN: "warn",
    ReviewResult.REVOKE: "revoke",
}


@transaction.atomic
def register_studio(studio: Studio, registered_on: date, *, actor: Actor) -> Studio:
    """Everything is there: from this day it counts as built."""
    if why := rules.day_refusal(registered_on, "登记日期"):
        raise Refusal(why, "registered_on")
    if studio.founded_on and registered_on < studio.founded_on:
        raise Refusal("登记日期不能早于创建日期，请核对。", "registered_on")
    values = {"registered_on": registered_on, "effective_on": registered_on, "missing_count": 0}
    return studio_workflow.perform(studio, "register", actor=actor, values=values)


@transaction.atomic
def reopen_studio(studio: Studio, reason: str, *, actor: Actor) -> Studio:
    """The registration was premature."""
    values = {"registered_on": None, "effective_on": None, "is_public": False}
    return studio_workflow.perform(studio, "reopen", actor=actor, note=reason, values=values)


@transaction.atomic
def name_studio(studio: Studio, level: str, named_on: date, basis: str = "", *, actor: Actor) -> Studio:
    """Name it at a level; a later and higher naming takes its place as the studio's level."""
    if why := rules.naming_refusal(studio, level, named_on, actor):
        raise Refusal(why, "named_on" if "日期" in why else "level")
    number, document = cited(basis, actor)
    values = {"level": level, "named_on": named_on}
    studio_workflow.perform(studio, "name", actor=actor, values=values)
    Naming.objects.create(studio=studio, level=level, named_on=named_on, basis=number, document=document)
    return studio


@transaction.atomic
def review_studio(studio: Studio, review: Review, *, actor: Actor) -> Studio:
    """Write down what a year's confirmation came to, and draw the consequence."""
    if why := rules.reviewing_refusal(studio, actor):
        raise NotAllowed(why)
    field, why = rules.review_refusal(studio, review)
    if why:
        raise Refusal(why, field)
    review.studio = studio
    review.basis, review.document = cited(review.basis, actor)
    values: dict[str, Any] = {"reviewed_year": review.year, "review_result": review.result}
    if review.result == ReviewResult.REVOKE:
        values |= _gone(review.reviewed_on, review.reason)
    step = REVIEWED[review.result]
    studio_workflow.perform(studio, step, actor=actor, note=review.reason, values=values)
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError:
        raise Conflict(f"{review.year}年度的复核刚刚已有人登记，请刷新页面查看。") from None
    return studio


@transaction.atomic
def revoke_studio(studio: Studio, reason: str, revoked_on: date, *, actor: Actor) -> Studio:
    """Take the sign down: it counts no longer from this day."""
    if why := rules.revoking_refusal(studio, revoked_on):
        raise Refusal(why, "revoked_on")
    values = _gone(revoked_on, reason)
    return studio_workflow.perform(studio, "revoke", actor=actor, note=reason, values=values)


@transaction.atomic
def void_studio(studio: Studio, reason: str, *, actor: Actor) -> Studio:
    """The file should not have been opened; what was entered under it counts no longer."""
    values = {"closing_reason": reason.strip()[:300], "is_public": False}
    studio_workflow.perform(studio, "void", actor=actor, note=reason, values=values)
    results = Result.objects.ungated("results go with their studio").filter(studio=studio, voided_at=None)
    results.update(voided_at=timezone.now(), void_reason="工作室作废。")
    return studio


def _gone(revoked_on: date, reason: str) -> dict[str, Any]:
    return {"revoked_on": revoked_on, "closing_reason": reason.strip()[:300], "is_public": False}


def cited(basis: str, actor: Actor) -> tuple[str, Document | None]:
    """An official number in its usual form, and the one registered document that bears it."""
    number = normalize_official_number(basis)
    return number, find_by_official_number(number, actor)
