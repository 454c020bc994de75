"""Addresses of activities."""

from django.urls import path

from jiangong.domains.activities.views import calendars, printing, register

app_name = "activities"
urlpatterns = [
    path("", register.ActivityList.as_view(), name="list"),
    path("calendar/", calendars.ActivityCalendar.as_view(), name="calendar"),
    path("new/", register.ActivityCreate.as_view(), name="create"),
    path("<int:pk>/", register.ActivityDetail.as_view(), name="detail"),
    path("<int:pk>/print/", printing.ActivityPrint.as_view(), name="print"),
    path("<int:pk>/edit/", register.ActivityEdit.as_view(), name="edit"),
    path("<int:pk>/hold/", register.ActivityHold.as_view(), name="hold"),
    path("<int:pk>/cancel/", register.ActivityCancel.as_view(), name="cancel"),
    path("<int:pk>/void/", register.ActivityVoid.as_view(), name="void"),
]
