"""Issue, revoke and recognise API tokens."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from jiangong.kit.access.actor import Actor
from jiangong.kit.access.permissions import all_permissions
from jiangong.kit.audit.recording import record
from jiangong.kit.commands.errors import Refusal
from jiangong.kit.rest.models import ApiToken

READING = ".view"
_writable: set[str] = set()


def offer_writing(permission: str) -> None:
    """Note that some operation of the API writes under this permission."""
    _writable.add(permission)


def offered_scopes(actor: Actor) -> list[tuple[str, str]]:
    """Reading rights the actor holds: nobody hands out what they do not have."""
    return [(code, label) for code, label in _held(actor) if READING in code]


def offered_writing(actor: Actor) -> list[tuple[str, str]]:
    """Writing rights that the API has operations for and the actor holds."""
    autodiscover_modules("api")  # every app's operations, also where no address has been asked for yet
    return [(code, label) for code, label in _held(actor) if code in _writable]


def _held(actor: Actor) -> list[tuple[str, str]]:
    return [(code, one.label) for code, one in all_permissions().items() if actor.can(code)]


@transaction.atomic
def issue_token(*, name: str, scopes: Iterable[str], expires_on: date, actor: Actor) -> tuple[ApiToken, str]:
    """A new token of the actor's organization and its secret, which is kept nowhere."""
    allowed = {code for code, _ in (*offered_scopes(actor), *offered_writing(actor))}
    wanted = set(scopes)
    if not wanted or wanted - allowed:
        raise Refusal("请至少选一项，且只能选您自己有权查看、办理的内容。", field="scopes")
    if expires_on <= timezone.localdate():
        raise Refusal("到期日应晚于今天。", field="expires_on")
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        organization=actor.organization,
        name=name,
        prefix=prefix,
        digest=_digest(secret),
        scopes=sorted(wanted),
        expires_on=expires_on,
        issued_by=actor.user_id,
    )
    record(actor, "rest.apitoken.issue", token, scopes=sorted(wanted), expires_on=expires_on)
    return token, f"jg_{prefix}_{secret}"


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: Actor) -> None:
    """End a token at once; revoking twice is no error."""
    revoked = ApiToken.objects.visible_to(actor).filter(pk=token.pk, revoked_at=None)
    if revoked.update(revoked_at=timezone.now()):
        record(actor, "rest.apitoken.revoke", token)


def actor_of_token(text: str, *, address: str = "", request_id: str = "") -> Actor | None:
    """The actor a presented token stands for, or nothing."""
    mark, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if mark != "jg" or not secret:
        return None
    token = (
        ApiToken.objects.ungated("the token is its own proof")
        .filter(prefix=prefix, revoked_at=None, expires_on__gt=timezone.localdate())
        .select_related("organization", "organization__parent")
        .first()
    )
    if token is None or not hmac.compare_digest(token.digest, _digest(secret)):
        return None
    return Actor(
        user=None,
        organization=token.organization,
        permissions=frozenset(token.scopes),
        scope_path=token.organization.scope_path,
        program=f"{token.name}（{token.prefix}）",
        address=address,
        request_id=request_id,
    )


def _digest(secret: str) -> str:
    # The secret has 256 random bits: a plain hash cannot be guessed, a slow one would only cost time.
    return hashlib.sha256(secret.encode()).hexdigest()
