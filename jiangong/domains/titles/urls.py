"""Addresses of titles."""

from django.urls import path

from jiangong.domains.titles.views import awards, catalogue

app_name = "titles"
urlpatterns = [
    path("", awards.AwardList.as_view(), name="list"),
    path("new/", awards.AwardCreate.as_view(), name="create"),
    path("<int:pk>/", awards.AwardDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", awards.AwardEdit.as_view(), name="edit"),
    path("<int:pk>/revoke/", awards.AwardRevoke.as_view(), name="revoke"),
    path("<int:pk>/restore/", awards.AwardRestore.as_view(), name="restore"),
    path("<int:pk>/void/", awards.AwardVoid.as_view(), name="void"),
    path("catalogue/", catalogue.TitleList.as_view(), name="title_list"),
    path("catalogue/new/", catalogue.TitleCreate.as_view(), name="title_create"),
    path("catalogue/complete/", catalogue.TitleComplete.as_view(), name="title_complete"),
    path("catalogue/<int:pk>/", catalogue.TitleDetail.as_view(), name="title_detail"),
    path("catalogue/<int:pk>/edit/", catalogue.TitleEdit.as_view(), name="title_edit"),
    path("catalogue/<int:pk>/retire/", catalogue.TitleRetire.as_view(), name="title_retire"),
    path("catalogue/<int:pk>/restore/", catalogue.TitleRestore.as_view(), name="title_restore"),
]
