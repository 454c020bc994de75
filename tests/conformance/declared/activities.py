"""Addresses of activities with the permission each asks for."""

ADDRESSES = {
    "activities:list": "activities.view",
    "activities:calendar": "activities.view",
    "activities:create": "activities.edit",
    "activities:detail": "activities.view",
    "activities:print": "activities.view",
    "activities:edit": "activities.edit",
    "activities:hold": "activities.edit",
    "activities:cancel": "activities.edit",
    "activities:void": "activities.void",
}
