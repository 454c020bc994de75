"""Addresses of studios."""

from django.urls import path

from jiangong.domains.studios.views import cards, course, deadlines, parts, printing, studios, team

app_name = "studios"
urlpatterns = [
    path("", studios.StudioList.as_view(), name="list"),
    path("new/", studios.StudioCreate.as_view(), name="create"),
    path("deadlines/", deadlines.DeadlineList.as_view(), name="deadline_list"),
    path("deadlines/new/", deadlines.DeadlineCreate.as_view(), name="deadline_create"),
    path("deadlines/<int:pk>/edit/", deadlines.DeadlineEdit.as_view(), name="deadline_edit"),
    path("card/<str:token>/", cards.StudioCard.as_view(), name="card"),
    path("<int:pk>/", studios.StudioDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", studios.StudioEdit.as_view(), name="edit"),
    path("<int:pk>/print/", printing.StudioPrint.as_view(), name="print"),
    path("<int:pk>/register/", course.StudioRegister.as_view(), name="register"),
    path("<int:pk>/name/", course.StudioName.as_view(), name="name"),
    path("<int:pk>/review/", course.StudioReview.as_view(), name="review"),
    path("<int:pk>/revoke/", course.StudioRevoke.as_view(), name="revoke"),
    path("<int:pk>/reopen/", course.StudioReopen.as_view(), name="reopen"),
    path("<int:pk>/void/", course.StudioVoid.as_view(), name="void"),
    path("<int:pk>/leader/", team.StudioLeader.as_view(), name="change_leader"),
    path("<int:pk>/team/", team.StudioTeam.as_view(), name="seat"),
    path("<int:pk>/publish/", team.StudioPublish.as_view(), name="publish"),
    path("<int:pk>/<slug:part>/new/", parts.PartAdd.as_view(), name="part_add"),
    path("<int:pk>/<slug:part>/<int:row>/edit/", parts.PartEdit.as_view(), name="part_edit"),
    path("<int:pk>/<slug:part>/<int:row>/void/", parts.PartVoid.as_view(), name="part_void"),
]
