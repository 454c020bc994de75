"""Addresses of competitions."""

from django.urls import path

from jiangong.domains.competitions.views import competitions, enrolments, steps

app_name = "competitions"
urlpatterns = [
    path("", competitions.CompetitionList.as_view(), name="list"),
    path("new/", competitions.CompetitionCreate.as_view(), name="create"),
    path("coverage/", competitions.Coverage.as_view(), name="coverage"),
    path("<int:pk>/", competitions.CompetitionDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", competitions.CompetitionEdit.as_view(), name="edit"),
    path("<int:pk>/print/", competitions.RosterPrint.as_view(), name="print"),
    path("<int:pk>/enrol/", enrolments.EnrolmentCreate.as_view(), name="enrol"),
    path("enrolments/", enrolments.EnrolmentList.as_view(), name="enrolment_list"),
    path("enrolments/confirm/", steps.ConfirmMany.as_view(), name="confirm_many"),
    path("enrolments/<int:pk>/", enrolments.EnrolmentDetail.as_view(), name="enrolment_detail"),
    path("enrolments/<int:pk>/edit/", enrolments.EnrolmentEdit.as_view(), name="enrolment_edit"),
    path("enrolments/<int:pk>/progress/", enrolments.EnrolmentProgress.as_view(), name="progress"),
    path("enrolments/<int:pk>/result/", enrolments.EnrolmentResult.as_view(), name="result"),
    path("enrolments/<int:pk>/submit/", steps.EnrolmentSubmit.as_view(), name="submit"),
    path("enrolments/<int:pk>/withdraw/", steps.EnrolmentWithdraw.as_view(), name="withdraw"),
    path("enrolments/<int:pk>/confirm/", steps.EnrolmentConfirm.as_view(), name="confirm"),
    path("enrolments/<int:pk>/send-back/", steps.EnrolmentSendBack.as_view(), name="send_back"),
    path("enrolments/<int:pk>/quit/", steps.EnrolmentQuit.as_view(), name="quit"),
    path("enrolments/<int:pk>/void/", steps.EnrolmentVoid.as_view(), name="void"),
]
