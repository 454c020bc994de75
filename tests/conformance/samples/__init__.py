"""One stored row of every model that has a page, in a given organization. One file for each part."""

from tests.conformance.samples import (
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
from tests.conformance.samples.making import Make

SAMPLES: dict[str, Make] = {
    **accounts.SAMPLES,
    **activities.SAMPLES,
    **assessments.SAMPLES,
    **competitions.SAMPLES,
    **documents.SAMPLES,
    **honors.SAMPLES,
    **indicators.SAMPLES,
    **mentorship.SAMPLES,
    **organizations.SAMPLES,
    **people.SAMPLES,
    **places.SAMPLES,
    **plans.SAMPLES,
    **platform.SAMPLES,
    **reform.SAMPLES,
    **reporting.SAMPLES,
    **rural.SAMPLES,
    **statistics.SAMPLES,
    **studios.SAMPLES,
    **supervision.SAMPLES,
    **titles.SAMPLES,
}

# Where an address needs a row of a certain shape.
SHAPED: dict[str, Make] = {**accounts.SHAPED, **platform.SHAPED}

# Rows that belong to a person, not to an organization: nobody else sees them, whatever their reach.
PERSONAL = {"jobs.job", "messaging.message", "listing.savedview"}
# The system administrator looks after all jobs.
SYSTEM_SEES = {"jobs.job"}
# Rows whose owner asks a permission of its own.
OWNER_ASKS = {"attachments.attachment": "documents.view"}
# Rows everybody who may open the page sees.
SHARED = {"organizations.dictionary", "titles.title", "messaging.target", "messaging.dispatch"}
# The consoles that look after accounts see the accounts of the whole federation.
CONSOLES_SEE = {"accounts.user", "accounts.appointment"}
# Rows that hold for everybody below the union that made them.
HOLDS_BELOW = {"indicators.indicator", "competitions.competition", "honors.programme"}
# Rows a judge sees only when they were given to them, whatever the reach of their account.
GIVEN_TO_JUDGES = {"assessments.sheet"}
