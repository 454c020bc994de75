"""Addresses of reports."""

from django.urls import path

from jiangong.domains.reporting.views import (
    burden,
    exchange,
    filling,
    inquiries,
    many,
    matters,
    reports,
    windows,
)

app_name = "reporting"
urlpatterns = [
    # reports
    path("review/", reports.ReportList.as_view(), name="list"),
    path("mine/", filling.MyReports.as_view(), name="mine"),
    path("review/approve/", many.ReportsApprove.as_view(), name="approve_many"),
    path("review/endorse/", many.ReportsEndorse.as_view(), name="endorse_many"),
    path("<int:pk>/", reports.ReportDetail.as_view(), name="detail"),
    path("<int:pk>/fill/", filling.ReportFill.as_view(), name="fill"),
    path("<int:pk>/stand-in/", filling.ReportStandIn.as_view(), name="stand_in"),
    path("<int:pk>/print/", reports.ReportPrint.as_view(), name="print"),
    path("<int:pk>/check/", reports.ReportCheck.as_view(), name="check"),
    path("<int:pk>/sign/", reports.ReportSign.as_view(), name="sign"),
    path("<int:pk>/hand-back/", reports.ReportHandBack.as_view(), name="hand_back"),
    path("<int:pk>/withdraw/", reports.ReportWithdraw.as_view(), name="withdraw"),
    path("<int:pk>/endorse/", reports.ReportEndorse.as_view(), name="endorse"),
    path("<int:pk>/approve/", reports.ReportApprove.as_view(), name="approve"),
    path("<int:pk>/send-back/", reports.ReportSendBack.as_view(), name="send_back"),
    path("<int:pk>/revise/", reports.ReportRevise.as_view(), name="revise"),
    path("<int:pk>/confirm/", reports.ReportConfirm.as_view(), name="confirm"),
    path("entries/<int:pk>/", reports.EntryDetail.as_view(), name="entry_detail"),
    # windows
    path("windows/", windows.WindowList.as_view(), name="window_list"),
    path("windows/settings/", windows.Settings.as_view(), name="settings"),
    path("windows/new/", windows.WindowCreate.as_view(), name="window_create"),
    path("windows/<int:pk>/", windows.WindowDetail.as_view(), name="window_detail"),
    path("windows/<int:pk>/approve/", many.WindowApprove.as_view(), name="window_approve"),
    path("windows/<int:pk>/lock/", windows.WindowLock.as_view(), name="window_lock"),
    path("windows/<int:pk>/unlock/", windows.WindowUnlock.as_view(), name="window_unlock"),
    path("windows/<int:pk>/export/", exchange.WindowExport.as_view(), name="window_export"),
    path("windows/<int:pk>/take-in/", exchange.WindowTakeIn.as_view(), name="window_take_in"),
    path(
        "windows/<int:pk>/take-in/confirm/",
        exchange.WindowTakeInConfirm.as_view(),
        name="window_take_in_confirm",
    ),
    path("plans/<int:pk>/schedule/", windows.ScheduleEdit.as_view(), name="schedule"),
    path("plans/<int:pk>/expectations/", windows.ExpectationsEdit.as_view(), name="expectations"),
    # matters
    path("matters/", matters.MatterList.as_view(), name="matter_list"),
    path("matters/new/", matters.MatterCreate.as_view(), name="matter_create"),
    path("matters/<int:pk>/", matters.MatterDetail.as_view(), name="matter_detail"),
    path("matters/<int:pk>/answer/", matters.MatterAnswer.as_view(), name="matter_answer"),
    path("matters/<int:pk>/escalate/", matters.MatterEscalate.as_view(), name="escalate"),
    path("matters/<int:pk>/settle/", matters.MatterSettle.as_view(), name="matter_settle"),
    path("matters/<int:pk>/ask-again/", matters.MatterAskAgain.as_view(), name="matter_ask_again"),
    path("matters/<int:pk>/withdraw/", matters.MatterWithdraw.as_view(), name="matter_withdraw"),
    # forms beside the reports
    path("inquiries/", inquiries.InquiryList.as_view(), name="inquiry_list"),
    path("inquiries/new/", inquiries.InquiryCreate.as_view(), name="inquiry_create"),
    path("inquiries/<int:pk>/", inquiries.InquiryDetail.as_view(), name="inquiry_detail"),
    path("inquiries/<int:pk>/edit/", inquiries.InquiryEdit.as_view(), name="inquiry_edit"),
    path("inquiries/<int:pk>/questions/", inquiries.QuestionAdd.as_view(), name="question_add"),
    path(
        "inquiries/<int:pk>/questions/<int:question>/remove/",
        inquiries.QuestionRemove.as_view(),
        name="question_remove",
    ),
    path("inquiries/<int:pk>/publish/", inquiries.InquiryPublish.as_view(), name="inquiry_publish"),
    path("inquiries/<int:pk>/close/", inquiries.InquiryClose.as_view(), name="inquiry_close"),
    path("inquiries/<int:pk>/answer/", inquiries.InquiryAnswer.as_view(), name="inquiry_answer"),
    path("inquiries/burden/", burden.BurdenMeter.as_view(), name="burden"),
]
