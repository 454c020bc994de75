"""Every address of the product."""

from django.urls import include, path

from jiangong.kit.pages import failures
from jiangong.kit.rest.mounting import on_demand

urlpatterns = [
    path("", include("jiangong.portal.urls")),
    path("account/", include("jiangong.domains.accounts.urls")),
    path("organizations/", include("jiangong.domains.organizations.urls")),
    path("people/", include("jiangong.domains.people.urls")),
    path("documents/", include("jiangong.domains.documents.urls")),
    path("indicators/", include("jiangong.domains.indicators.urls")),
    path("assessments/", include("jiangong.domains.assessments.urls")),
    path("titles/", include("jiangong.domains.titles.urls")),
    path("plans/", include("jiangong.domains.plans.urls")),
    path("studios/", include("jiangong.domains.studios.urls")),
    path("honors/", include("jiangong.domains.honors.urls")),
    path("boards/", include("jiangong.domains.statistics.urls")),
    path("mentorship/", include("jiangong.domains.mentorship.urls")),
    path("competitions/", include("jiangong.domains.competitions.urls")),
    path("rural/", include("jiangong.domains.rural.urls")),
    path("reform/", include("jiangong.domains.reform.urls")),
    path("places/", include("jiangong.domains.places.urls")),
    path("activities/", include("jiangong.domains.activities.urls")),
    path("reports/", include("jiangong.domains.reporting.urls")),
    path("supervision/", include("jiangong.domains.supervision.urls")),
    path("attachments/", include("jiangong.kit.attachments.urls")),
    path("imports/", include("jiangong.kit.importing.urls")),
    path("jobs/", include("jiangong.kit.jobs.urls")),
    path("messages/", include("jiangong.kit.messaging.urls")),
    path("views/", include("jiangong.kit.pages.urls")),
    path("workdays/", include("jiangong.kit.workdays.urls")),
    path("interface/", include("jiangong.kit.ui.urls")),
    path("tokens/", include("jiangong.kit.rest.urls")),
    on_demand("api/v1/", "jiangong.portal.api", "api"),
]

handler400 = failures.bad_request
handler403 = failures.permission_denied
handler404 = failures.not_found
handler500 = failures.server_error
