"""Addresses of competitions with the permission each asks for."""

ADDRESSES = {
    "competitions:list": "competitions.view",
    "competitions:create": "competitions.organize",
    "competitions:coverage": "competitions.view",
    "competitions:detail": "competitions.view",
    "competitions:edit": "competitions.organize",
    "competitions:print": "competitions.view",
    "competitions:enrol": "competitions.enrol",
    "competitions:enrolment_list": "competitions.view",
    "competitions:confirm_many": "competitions.confirm",
    "competitions:enrolment_detail": "competitions.view",
    "competitions:enrolment_edit": "competitions.enrol",
    "competitions:progress": "competitions.enrol",
    "competitions:result": "competitions.enrol",
    "competitions:submit": "competitions.view",
    "competitions:withdraw": "competitions.view",
    "competitions:confirm": "competitions.view",
    "competitions:send_back": "competitions.view",
    "competitions:quit": "competitions.view",
    "competitions:void": "competitions.view",
}
