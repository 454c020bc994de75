"""Addresses of plans."""

from django.urls import path

from jiangong.domains.plans.views import (
    cells,
    cosigning,
    dividing,
    editions,
    fulfilling,
    grid,
    moving,
    plans,
    proposing,
    signing,
    workbooks,
)

app_name = "plans"
urlpatterns = [
    # course
    path("", plans.PlanList.as_view(), name="list"),
    path("mine/", fulfilling.MyTasks.as_view(), name="mine"),
    path("<int:pk>/", plans.PlanDetail.as_view(), name="detail"),
    path("<int:pk>/submit/", moving.PlanSubmit.as_view(), name="submit"),
    path("<int:pk>/endorse/", moving.PlanEndorse.as_view(), name="endorse"),
    path("<int:pk>/send-to-cosign/", moving.PlanSendToCosign.as_view(), name="send_to_cosign"),
    path("<int:pk>/finish-cosigning/", moving.PlanFinishCosigning.as_view(), name="finish_cosigning"),
    path("<int:pk>/issue/", moving.PlanIssue.as_view(), name="issue"),
    path("<int:pk>/send-back/", moving.PlanSendBack.as_view(), name="send_back"),
    path("<int:pk>/withdraw/", moving.PlanWithdraw.as_view(), name="withdraw"),
    path("<int:pk>/close/", moving.PlanClose.as_view(), name="close"),
    path("<int:pk>/void/", moving.PlanVoid.as_view(), name="void"),
    path("<int:pk>/cosign/", cosigning.PlanCosign.as_view(), name="cosign"),
    path("<int:pk>/cosign-record/", cosigning.PlanCosignRecord.as_view(), name="cosign_record"),
    path("<int:pk>/cosigners/", cosigning.PlanCosigners.as_view(), name="cosigners"),
    path("<int:pk>/sheet/", signing.TaskSheet.as_view(), name="sheet"),
    path("<int:pk>/sign/", signing.PlanSign.as_view(), name="sign"),
    path("<int:pk>/sign-for/", signing.SignFor.as_view(), name="sign_for"),
    path("<int:pk>/receipts/", signing.ReceiptList.as_view(), name="receipt_list"),
    path("<int:pk>/divide/", dividing.PlanDivide.as_view(), name="divide"),
    path("<int:pk>/take-shares/", dividing.PlanTakeShares.as_view(), name="take_shares"),
    path("<int:pk>/duties/<int:duty>/complete/", fulfilling.DutyComplete.as_view(), name="duty_complete"),
    path("<int:pk>/duties/<int:duty>/reopen/", fulfilling.DutyReopen.as_view(), name="duty_reopen"),
    path("<int:pk>/steps/<int:step>/complete/", fulfilling.StepComplete.as_view(), name="step_complete"),
    path("<int:pk>/steps/<int:step>/reopen/", fulfilling.StepReopen.as_view(), name="step_reopen"),
    path("deliveries/", fulfilling.DeliveryList.as_view(), name="delivery_list"),
    path("deliveries/<int:pk>/", fulfilling.DeliveryDetail.as_view(), name="delivery_detail"),
    path("deliveries/<int:pk>/hand-in/", fulfilling.DeliveryHandIn.as_view(), name="delivery_hand_in"),
    path("deliveries/<int:pk>/stand-in/", fulfilling.DeliveryStandIn.as_view(), name="delivery_stand_in"),
    path("deliveries/<int:pk>/receive/", fulfilling.DeliveryReceive.as_view(), name="delivery_receive"),
    path("deliveries/<int:pk>/send-back/", fulfilling.DeliverySendBack.as_view(), name="delivery_send_back"),
    # grid
    path("<int:pk>/grid/", grid.PlanGrid.as_view(), name="grid"),
    path("<int:pk>/grid/cells/", cells.PlanCells.as_view(), name="cells"),
    path("<int:pk>/grid/gaps/", grid.PlanGaps.as_view(), name="gaps"),
    path("<int:pk>/grid/propose/", proposing.SharesPropose.as_view(), name="propose"),
    path("<int:pk>/grid/export/", workbooks.GridExport.as_view(), name="grid_export"),
    path("<int:pk>/editions/", editions.EditionList.as_view(), name="edition_list"),
    path("<int:pk>/editions/compare/", editions.EditionCompare.as_view(), name="edition_compare"),
    path("<int:pk>/editions/export/", workbooks.EditionExport.as_view(), name="edition_export"),
    path("<int:pk>/editions/new/", editions.EditionCreate.as_view(), name="edition_create"),
    path("editions/<int:pk>/submit/", editions.EditionSubmit.as_view(), name="edition_submit"),
    path("editions/<int:pk>/approve/", editions.EditionApprove.as_view(), name="edition_approve"),
    path("editions/<int:pk>/send-back/", editions.EditionSendBack.as_view(), name="edition_send_back"),
    path("editions/<int:pk>/drop/", editions.EditionDrop.as_view(), name="edition_drop"),
    # review
]
