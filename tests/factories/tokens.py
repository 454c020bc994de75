"""Programs that read with a token, as the actors they become."""

from dataclasses import replace
from datetime import date

from jiangong.domains.organizations.models import Organization
from jiangong.kit.access.actor import Actor
from jiangong.kit.rest.tokens import actor_of_token, issue_token, offered_scopes, offered_writing


def program_at(place: Organization, issuer: Actor) -> tuple[str, Actor]:
    """A token of ``place`` with every right of its issuer: the secret and its actor."""
    here = replace(issuer, organization=place)
    scopes = [code for code, _ in (*offered_scopes(issuer), *offered_writing(issuer))]
    secret = issue_token(name="同步", scopes=scopes, expires_on=date(2099, 1, 1), actor=here)[1]
    return secret, actor_of_token(secret, request_id="test")
