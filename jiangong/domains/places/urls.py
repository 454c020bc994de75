"""Addresses of places."""

from django.urls import path

from jiangong.domains.places.views import inspections, leaving, printing, public, register, steps

app_name = "places"
urlpatterns = [
    path("", register.PlaceList.as_view(), name="list"),
    path("new/", register.PlaceCreate.as_view(), name="create"),
    path("<int:pk>/", register.PlaceDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", register.PlaceEdit.as_view(), name="edit"),
    path("<int:pk>/facilities/", register.PlaceFacilities.as_view(), name="facilities"),
    path("<int:pk>/print/", printing.PlacePrint.as_view(), name="print"),
    path("<int:pk>/code/", leaving.PlaceCode.as_view(), name="code"),
    path("<int:pk>/inspect/", inspections.PlaceInspect.as_view(), name="inspect"),
    path("<int:pk>/suspend/", steps.PlaceSuspend.as_view(), name="suspend"),
    path("<int:pk>/resume/", steps.PlaceResume.as_view(), name="resume"),
    path("<int:pk>/close/", steps.PlaceClose.as_view(), name="close"),
    path("<int:pk>/void/", steps.PlaceVoid.as_view(), name="void"),
    path("inspections/", inspections.InspectionList.as_view(), name="inspection_list"),
    path("inspections/<int:pk>/", inspections.InspectionDetail.as_view(), name="inspection_detail"),
    path("inspections/<int:pk>/rectify/", steps.InspectionRectify.as_view(), name="inspection_rectify"),
    path("inspections/<int:pk>/send-back/", steps.InspectionSendBack.as_view(), name="inspection_send_back"),
    path("inspections/<int:pk>/void/", steps.InspectionVoid.as_view(), name="inspection_void"),
    path("reports/", inspections.ReportList.as_view(), name="report_list"),
    path("reports/<int:pk>/", inspections.ReportDetail.as_view(), name="report_detail"),
    path("reports/<int:pk>/settle/", steps.ReportSettle.as_view(), name="report_settle"),
    path("find/", public.PublicList.as_view(), name="public_list"),
    path("p/<str:code>/", public.PublicPlace.as_view(), name="public_place"),
    path("p/<str:code>/<str:kind>/", public.PublicReport.as_view(), name="public_report"),
]
