"""Addresses of mentorship."""

from django.urls import path

from jiangong.domains.mentorship.views import own, printing, register, steps

app_name = "mentorship"
urlpatterns = [
    path("", register.AgreementList.as_view(), name="list"),
    path("new/", register.AgreementCreate.as_view(), name="create"),
    path("mine/", own.OwnList.as_view(), name="mine"),
    path("mine/<int:pk>/", own.OwnDetail.as_view(), name="own"),
    path("mine/<int:pk>/sign/", own.AgreementSign.as_view(), name="sign"),
    path("mine/<int:pk>/print/", printing.OwnPrint.as_view(), name="own_print"),
    path("<int:pk>/", register.AgreementDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", register.AgreementEdit.as_view(), name="edit"),
    path("<int:pk>/print/", printing.AgreementPrint.as_view(), name="print"),
    path("<int:pk>/submit/", steps.AgreementSubmit.as_view(), name="submit"),
    path("<int:pk>/withdraw/", steps.AgreementWithdraw.as_view(), name="withdraw"),
    path("<int:pk>/paper/", steps.AgreementRecordSignatures.as_view(), name="record_signatures"),
    path("<int:pk>/note/", steps.AgreementWriteNote.as_view(), name="write_note"),
    path("<int:pk>/midterm/", steps.AgreementCheckMidterm.as_view(), name="check_midterm"),
    path("<int:pk>/extend/", steps.AgreementExtend.as_view(), name="extend"),
    path("<int:pk>/graduate/", steps.AgreementGraduate.as_view(), name="graduate"),
    path("<int:pk>/terminate/", steps.AgreementTerminate.as_view(), name="terminate"),
    path("<int:pk>/void/", steps.AgreementVoid.as_view(), name="void"),
]
