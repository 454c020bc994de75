"""Every address with the permission it asks for, said a second time by hand: an undeclared or changed one fails the build."""

from tests.conformance.declared import (
    accounts,
    activities,
    assessments,
    competitions,
    documents,
    honors,
    indicators,
    mentorship,
    organizations,
    people,
    places,
    plans,
    platform,
    reform,
    reporting,
    rural,
    statistics,
    studios,
    supervision,
    titles,
)

DECLARED = {
    **accounts.ADDRESSES,
    **activities.ADDRESSES,
    **assessments.ADDRESSES,
    **competitions.ADDRESSES,
    **documents.ADDRESSES,
    **honors.ADDRESSES,
    **indicators.ADDRESSES,
    **mentorship.ADDRESSES,
    **organizations.ADDRESSES,
    **people.ADDRESSES,
    **places.ADDRESSES,
    **plans.ADDRESSES,
    **platform.ADDRESSES,
    **reform.ADDRESSES,
    **reporting.ADDRESSES,
    **rural.ADDRESSES,
    **statistics.ADDRESSES,
    **studios.ADDRESSES,
    **supervision.ADDRESSES,
    **titles.ADDRESSES,
}

# Addresses of the open API are checked with tokens in test_tokens.py and tests/kit/rest.
API = "api:"

# Pages that ask for no permission of their own beyond being signed in show only what is one's own,
# or ask the owner of the object; each says why.
SIGNED_IN_BECAUSE = {
    "portal:home": "everyone's own inbox",
    "portal:search": "each source asks its own permission",
    "portal:names": "each source asks its own permission",
    "accounts:slips": "only who opened the accounts, only once",
    "accounts:delegation_withdraw": "only who delegated",
    "people:mine": "one's own entry",
    "attachments:upload": "whoever may work on the owner",
    "attachments:download": "whoever may see the owner",
    "attachments:preview": "whoever may see the owner",
    "attachments:remove": "whoever may work on the owner",
    "accounts:permission_matrix": "the rules are no secret",
}
OWN = ("accounts:", "jobs:", "messaging:", "saved:")
