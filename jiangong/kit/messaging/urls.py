"""Addresses of messages, reminders and their ways."""

from django.urls import path

from jiangong.kit.messaging.views import inbox, preferences, targets

app_name = "messaging"
urlpatterns = [
    path("", inbox.MessageList.as_view(), name="list"),
    path("<int:pk>/open/", inbox.MessageOpen.as_view(), name="open"),
    path("read/", inbox.MessagesRead.as_view(), name="read_all"),
    path("preferences/", preferences.PreferenceEdit.as_view(), name="preferences"),
    path("email/", preferences.EmailConfirm.as_view(), name="email_confirm"),
    path("ladder/", preferences.LadderEdit.as_view(), name="ladder"),
    path("targets/", targets.TargetList.as_view(), name="target_list"),
    path("targets/new/", targets.TargetCreate.as_view(), name="target_create"),
    path("targets/<int:pk>/", targets.TargetDetail.as_view(), name="target_detail"),
    path("targets/<int:pk>/edit/", targets.TargetEdit.as_view(), name="target_edit"),
    path("targets/<int:pk>/stop/", targets.TargetStop.as_view(), name="target_stop"),
    path("targets/<int:pk>/resume/", targets.TargetResume.as_view(), name="target_resume"),
    path("targets/<int:pk>/try/", targets.TargetTry.as_view(), name="target_try"),
    path("dispatches/", targets.DispatchList.as_view(), name="dispatch_list"),
    path("dispatches/<int:pk>/", targets.DispatchDetail.as_view(), name="dispatch_detail"),
    path("dispatches/<int:pk>/retry/", targets.DispatchRetry.as_view(), name="dispatch_retry"),
]
