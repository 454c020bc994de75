"""Addresses of reform with the permission each asks for."""

ADDRESSES = {
    "reform:task_list": "reform.view",
    "reform:task_create": "reform.edit",
    "reform:task_detail": "reform.view",
    "reform:task_edit": "reform.edit",
    "reform:task_void": "reform.view",
    "reform:task_progress": "reform.view",
    "reform:task_complete": "reform.view",
    "reform:task_reopen": "reform.view",
    "reform:policy_list": "reform.view",
    "reform:policy_create": "reform.edit",
    "reform:policy_detail": "reform.view",
    "reform:policy_edit": "reform.edit",
    "reform:policy_void": "reform.view",
    "reform:pilot_list": "reform.view",
    "reform:pilot_create": "reform.edit",
    "reform:pilot_detail": "reform.view",
    "reform:pilot_edit": "reform.edit",
    "reform:pilot_void": "reform.view",
}
