"""Addresses of documents."""

from django.urls import path

from jiangong.domains.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.DocumentList.as_view(), name="list"),
    path("new/", views.DocumentCreate.as_view(), name="create"),
    path("<int:pk>/", views.DocumentDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", views.DocumentEdit.as_view(), name="edit"),
    path("<int:pk>/propose/", views.DocumentPropose.as_view(), name="propose"),
    path("<int:pk>/instruct/", views.DocumentInstruct.as_view(), name="instruct"),
    path("<int:pk>/reassign/", views.DocumentReassign.as_view(), name="reassign"),
    path("<int:pk>/complete/", views.DocumentComplete.as_view(), name="complete"),
    path("<int:pk>/withdraw/", views.DocumentWithdraw.as_view(), name="withdraw"),
    path("<int:pk>/send-back/", views.DocumentSendBack.as_view(), name="send_back"),
    path("<int:pk>/hand-back/", views.DocumentHandBack.as_view(), name="hand_back"),
    path("<int:pk>/void/", views.DocumentVoid.as_view(), name="void"),
]
