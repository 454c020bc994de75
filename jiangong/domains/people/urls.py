"""Addresses of people, committees and transfers."""

from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import path

from jiangong.domains.people.views import committees, duplicates, people, privacy, transfers

app_name = "people"


def _decide(name: str, permission: str) -> Callable[..., HttpResponseBase]:
    return transfers.TransferDecide.as_view(transition=name, permission=permission)


urlpatterns = [
    path("", people.PersonList.as_view(), name="list"),
    path("new/", people.PersonCreate.as_view(), name="create"),
    path("find/", people.PersonFind.as_view(), name="find"),
    path("mine/", people.PersonMine.as_view(), name="mine"),
    path("duplicates/", duplicates.Duplicates.as_view(), name="duplicate_list"),
    path("<int:pk>/", people.PersonDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", people.PersonEdit.as_view(), name="edit"),
    path("<int:pk>/reveal/<slug:field>/", privacy.PersonReveal.as_view(), name="reveal"),
    path("<int:pk>/copy/", privacy.PersonCopyOut.as_view(), name="copy_out"),
    path("<int:pk>/erase/", privacy.PersonErase.as_view(), name="erase"),
    path("<int:pk>/merge/<int:other>/", duplicates.PersonMerge.as_view(), name="merge"),
    path("<int:pk>/apart/<int:other>/", duplicates.PersonTellApart.as_view(), name="tell_apart"),
    path("committees/", committees.CommitteeList.as_view(), name="committee_list"),
    path("committees/new/", committees.CommitteeCreate.as_view(), name="committee_create"),
    path("committees/<int:pk>/", committees.CommitteeDetail.as_view(), name="committee_detail"),
    path("committees/<int:pk>/edit/", committees.CommitteeEdit.as_view(), name="committee_edit"),
    path("committees/<int:pk>/members/", committees.CommitteeMembers.as_view(), name="committee_members"),
    path("transfers/", transfers.TransferList.as_view(), name="transfer_list"),
    path("transfers/new/", transfers.TransferCreate.as_view(), name="transfer_create"),
    path("transfers/<int:pk>/", transfers.TransferDetail.as_view(), name="transfer_detail"),
    path("transfers/<int:pk>/accept/", _decide("accept", "people.decide_transfers"), name="accept"),
    path("transfers/<int:pk>/reject/", _decide("reject", "people.decide_transfers"), name="reject"),
    path("transfers/<int:pk>/withdraw/", _decide("withdraw", "people.edit"), name="withdraw"),
]
