"""Addresses of documents."""

from django.urls import path

from jiangong.domains.documents.views import printing, register, steps

app_name = "documents"
urlpatterns = [
    path("", register.DocumentList.as_view(), name="list"),
    path("new/", register.DocumentCreate.as_view(), name="create"),
    path("<int:pk>/", register.DocumentDetail.as_view(), name="detail"),
    path("<int:pk>/print/", printing.DocumentPrint.as_view(), name="print"),
    path("<int:pk>/edit/", register.DocumentEdit.as_view(), name="edit"),
    path("<int:pk>/propose/", steps.DocumentPropose.as_view(), name="propose"),
    path("<int:pk>/instruct/", steps.DocumentInstruct.as_view(), name="instruct"),
    path("<int:pk>/reassign/", steps.DocumentReassign.as_view(), name="reassign"),
    path("<int:pk>/complete/", steps.DocumentComplete.as_view(), name="complete"),
    path("<int:pk>/withdraw/", steps.DocumentWithdraw.as_view(), name="withdraw"),
    path("<int:pk>/send-back/", steps.DocumentSendBack.as_view(), name="send_back"),
    path("<int:pk>/hand-back/", steps.DocumentHandBack.as_view(), name="hand_back"),
    path("<int:pk>/void/", steps.DocumentVoid.as_view(), name="void"),
]
