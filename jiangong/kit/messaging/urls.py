"""Addresses of one's messages."""

from django.urls import path

from jiangong.kit.messaging import views

app_name = "messaging"
urlpatterns = [
    path("", views.MessageList.as_view(), name="list"),
    path("<int:pk>/open/", views.MessageOpen.as_view(), name="open"),
    path("read/", views.MessagesRead.as_view(), name="read_all"),
]
