"""Addresses of supervision."""

from django.urls import path

from jiangong.domains.supervision.views import arranging, draws, findings, plans, rectifying, sheets, visits

app_name = "supervision"
urlpatterns = [
    path("", plans.PlanList.as_view(), name="list"),
    path("new/", plans.PlanCreate.as_view(), name="create"),
    path("<int:pk>/", plans.PlanDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", plans.PlanEdit.as_view(), name="edit"),
    path("<int:pk>/start/", plans.PlanStart.as_view(), name="start"),
    path("<int:pk>/close/", plans.PlanClose.as_view(), name="close"),
    path("<int:pk>/void/", plans.PlanVoid.as_view(), name="void"),
    path("<int:pk>/announce/", draws.DrawAnnounce.as_view(), name="announce"),
    path("<int:pk>/appoint/", arranging.VisitAppoint.as_view(), name="appoint"),
    path("draws/<int:pk>/", draws.DrawDetail.as_view(), name="draw_detail"),
    path("draws/<int:pk>/draw/", draws.DrawCarryOut.as_view(), name="draw_draw"),
    path("draws/<int:pk>/print/", draws.DrawPrint.as_view(), name="draw_print"),
    path("visits/", visits.VisitList.as_view(), name="visit_list"),
    path("visits/<int:pk>/", visits.VisitDetail.as_view(), name="visit_detail"),
    path("visits/<int:pk>/schedule/", arranging.VisitSchedule.as_view(), name="visit_schedule"),
    path("visits/<int:pk>/reassign/", arranging.VisitReassign.as_view(), name="visit_reassign"),
    path("visits/<int:pk>/start/", visits.VisitStart.as_view(), name="visit_start"),
    path("visits/<int:pk>/submit/", sheets.VisitSubmit.as_view(), name="visit_submit"),
    path("visits/<int:pk>/merge/", visits.VisitMerge.as_view(), name="visit_merge"),
    path("visits/<int:pk>/cancel/", visits.VisitCancel.as_view(), name="visit_cancel"),
    path("visits/<int:pk>/waive/", visits.VisitWaive.as_view(), name="visit_waive"),
    path("visits/<int:pk>/print/", visits.VisitPrint.as_view(), name="visit_print"),
    path("visits/<int:pk>/figures/<int:figure>/", sheets.FigureCorrect.as_view(), name="figure_correct"),
    path("visits/<int:pk>/findings/new/", rectifying.FindingCreate.as_view(), name="finding_create"),
    path("findings/", findings.FindingList.as_view(), name="finding_list"),
    path("findings/<int:pk>/", findings.FindingDetail.as_view(), name="finding_detail"),
    path("findings/<int:pk>/arrange/", rectifying.FindingArrange.as_view(), name="finding_arrange"),
    path("findings/<int:pk>/answer/", rectifying.FindingAnswer.as_view(), name="finding_answer"),
    path("findings/<int:pk>/close/", rectifying.FindingClose.as_view(), name="finding_close"),
    path("findings/<int:pk>/send-back/", rectifying.FindingSendBack.as_view(), name="finding_send_back"),
    path("findings/<int:pk>/postpone/", rectifying.FindingPostpone.as_view(), name="finding_postpone"),
    path("findings/<int:pk>/void/", rectifying.FindingVoid.as_view(), name="finding_void"),
]
