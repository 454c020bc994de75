"""Addresses of statistics with the permission each asks for."""

ADDRESSES = {
    "statistics:list": "statistics.view",
    "statistics:leader": "statistics.lead",
    "statistics:screen": "statistics.screen",
    "statistics:table": "statistics.view",
    "statistics:table_export": "statistics.export",
    "statistics:arrange": "statistics.arrange",
    "statistics:records": "statistics.view",
    "statistics:records_export": "statistics.export",
    "statistics:circular_list": "statistics.view",
    "statistics:circular_create": "statistics.compile",
    "statistics:circular_detail": "statistics.view",
    "statistics:circular_edit": "statistics.compile",
    "statistics:circular_renew": "statistics.compile",
    "statistics:circular_issue": "statistics.issue",
    "statistics:circular_void": "statistics.compile",
    "statistics:circular_print": "statistics.view",
    "statistics:board": "statistics.view",
    "statistics:years": "statistics.view",
    "statistics:export": "statistics.export",
}
