"""Addresses of the token screens."""

from django.urls import path

from jiangong.kit.rest import views

app_name = "rest"
urlpatterns = [
    path("", views.TokenList.as_view(), name="list"),
    path("new/", views.TokenCreate.as_view(), name="create"),
    path("<int:pk>/", views.TokenDetail.as_view(), name="detail"),
    path("<int:pk>/revoke/", views.TokenRevoke.as_view(), name="revoke"),
]
