"""Addresses of mentorship with the permission each asks for."""

ADDRESSES = {
    "mentorship:list": "mentorship.view",
    "mentorship:create": "mentorship.edit",
    "mentorship:mine": "mentorship.sign",
    "mentorship:own": "mentorship.sign",
    "mentorship:sign": "mentorship.sign",
    "mentorship:own_print": "mentorship.sign",
    "mentorship:detail": "mentorship.view",
    "mentorship:edit": "mentorship.edit",
    "mentorship:print": "mentorship.view",
    "mentorship:submit": "mentorship.view",
    "mentorship:withdraw": "mentorship.view",
    "mentorship:record_signatures": "mentorship.view",
    "mentorship:write_note": "mentorship.edit",
    "mentorship:check_midterm": "mentorship.view",
    "mentorship:extend": "mentorship.view",
    "mentorship:graduate": "mentorship.view",
    "mentorship:terminate": "mentorship.view",
    "mentorship:void": "mentorship.view",
}
