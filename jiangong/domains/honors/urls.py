"""Addresses of selection."""

from django.urls import path

from jiangong.domains.honors.views import (
    certificates,
    course,
    nominating,
    nominations,
    notices,
    opinions,
    printing,
    programmes,
    public,
    registers,
    setup,
)

app_name = "honors"
urlpatterns = [
    path("", programmes.ProgrammeList.as_view(), name="list"),
    path("new/", setup.ProgrammeCreate.as_view(), name="create"),
    path("<int:pk>/", programmes.ProgrammeDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", setup.ProgrammeEdit.as_view(), name="edit"),
    path("<int:pk>/stages/", setup.ProgrammePlan.as_view(), name="plan"),
    path("<int:pk>/quotas/", setup.ProgrammeAllot.as_view(), name="allot"),
    path("<int:pk>/structure/new/", setup.RuleAdd.as_view(kind="structure"), name="structure_add"),
    path(
        "<int:pk>/structure/<int:row>/edit/",
        setup.RuleEdit.as_view(kind="structure"),
        name="structure_edit",
    ),
    path(
        "<int:pk>/structure/<int:row>/remove/",
        setup.RuleRemove.as_view(kind="structure"),
        name="structure_remove",
    ),
    path("<int:pk>/eligibility/new/", setup.RuleAdd.as_view(kind="eligibility"), name="eligibility_add"),
    path(
        "<int:pk>/eligibility/<int:row>/edit/",
        setup.RuleEdit.as_view(kind="eligibility"),
        name="eligibility_edit",
    ),
    path(
        "<int:pk>/eligibility/<int:row>/remove/",
        setup.RuleRemove.as_view(kind="eligibility"),
        name="eligibility_remove",
    ),
    path("<int:pk>/open/", course.ProgrammeOpen.as_view(), name="open"),
    path("<int:pk>/compile/", course.ProgrammeCompile.as_view(), name="compile"),
    path("<int:pk>/advance/", course.ProgrammeAdvance.as_view(), name="advance"),
    path("<int:pk>/decide/", course.ProgrammeDecide.as_view(), name="decide"),
    path("<int:pk>/cancel/", course.ProgrammeCancel.as_view(), name="cancel"),
    path("<int:pk>/swap/", course.ProgrammeSwap.as_view(), name="swap"),
    path("<int:pk>/waive/", course.ProgrammeWaive.as_view(), name="waive"),
    path("<int:pk>/editions/", course.ProgrammeEditions.as_view(), name="editions"),
    path("<int:pk>/copies/", course.ProgrammeCopies.as_view(), name="copies"),
    path("<int:pk>/print/", printing.ListPrint.as_view(), name="print"),
    path("<int:pk>/letters/", printing.ProgrammeLetters.as_view(), name="letters"),
    path("<int:pk>/certificates/", printing.ProgrammeCertificates.as_view(), name="certificates_print"),
    path("<int:pk>/consult/", opinions.ProgrammeConsult.as_view(), name="consult"),
    path("letters/<int:pk>/", opinions.LetterDetail.as_view(), name="letter_detail"),
    path("<int:pk>/letters/<int:row>/reply/", opinions.LetterReply.as_view(), name="reply"),
    path("<int:pk>/letters/<int:row>/urge/", opinions.LetterUrge.as_view(), name="urge"),
    path("<int:pk>/vetoes/<int:row>/lift/", opinions.VetoLift.as_view(), name="lift"),
    path("<int:pk>/publish/", notices.ProgrammePublish.as_view(), name="publish"),
    path("<int:pk>/notices/<int:row>/recall/", notices.NoticeRecall.as_view(), name="recall"),
    path("nominations/", nominations.NominationList.as_view(), name="nomination_list"),
    path("nominations/new/", nominating.NominationCreate.as_view(), name="nomination_create"),
    path("nominations/<int:pk>/", nominations.NominationDetail.as_view(), name="nomination_detail"),
    path("nominations/<int:pk>/edit/", nominating.NominationEdit.as_view(), name="nomination_edit"),
    path(
        "nominations/<int:pk>/supplement/",
        nominating.NominationSupplement.as_view(),
        name="nomination_supplement",
    ),
    path("nominations/<int:pk>/submit/", nominations.NominationSubmit.as_view(), name="nomination_submit"),
    path(
        "nominations/<int:pk>/send-back/",
        nominations.NominationSendBack.as_view(),
        name="nomination_send_back",
    ),
    path(
        "nominations/<int:pk>/withdraw/", nominations.NominationWithdraw.as_view(), name="nomination_withdraw"
    ),
    path(
        "nominations/<int:pk>/enlist/",
        nominations.NominationArrange.as_view(step="enlist"),
        name="nomination_enlist",
    ),
    path(
        "nominations/<int:pk>/reserve/",
        nominations.NominationArrange.as_view(step="reserve"),
        name="nomination_reserve",
    ),
    path(
        "nominations/<int:pk>/drop/",
        nominations.NominationArrange.as_view(step="drop"),
        name="nomination_drop",
    ),
    path("objections/", notices.ObjectionList.as_view(), name="objection_list"),
    path("objections/<int:pk>/", notices.ObjectionDetail.as_view(), name="objection_detail"),
    path("objections/<int:pk>/contact/", notices.ObjectionContact.as_view(), name="objection_contact"),
    path(
        "objections/<int:pk>/uphold/", notices.ObjectionSettle.as_view(step="uphold"), name="objection_uphold"
    ),
    path(
        "objections/<int:pk>/dismiss/",
        notices.ObjectionSettle.as_view(step="dismiss"),
        name="objection_dismiss",
    ),
    path("certificates/", certificates.CertificateList.as_view(), name="certificate_list"),
    path("certificates/<int:pk>/", certificates.CertificateDetail.as_view(), name="certificate_detail"),
    path("certificates/<int:pk>/print/", certificates.CertificatePrint.as_view(), name="certificate_print"),
    path(
        "certificates/<int:pk>/revoke/", certificates.CertificateRevoke.as_view(), name="certificate_revoke"
    ),
    path("certificates/<int:pk>/serve/", certificates.CertificateServe.as_view(), name="certificate_serve"),
    path(
        "certificates/<int:pk>/services/<int:row>/remove/",
        certificates.ServiceRemove.as_view(),
        name="service_remove",
    ),
    path("people/<int:pk>/", registers.PersonHonours.as_view(), name="person"),
    path("organizations/<int:pk>/", registers.UnitHonours.as_view(), name="unit"),
    path("notice/<str:token>/", public.PublicNotice.as_view(), name="public_notice"),
    path("notice/<str:token>/objection/", public.PublicObjection.as_view(), name="public_objection"),
    path("verify/<str:token>/", public.CertificateVerify.as_view(), name="verify"),
]
