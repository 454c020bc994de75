"""Addresses of titles with the permission each asks for."""

ADDRESSES = {
    "titles:list": "titles.view",
    "titles:create": "titles.edit",
    "titles:detail": "titles.view",
    "titles:edit": "titles.edit",
    "titles:revoke": "titles.view",
    "titles:restore": "titles.view",
    "titles:void": "titles.view",
    "titles:title_list": "titles.view",
    "titles:title_create": "titles.manage_catalogue",
    "titles:title_complete": "titles.manage_catalogue",
    "titles:title_detail": "titles.view",
    "titles:title_edit": "titles.manage_catalogue",
    "titles:title_retire": "titles.manage_catalogue",
    "titles:title_restore": "titles.manage_catalogue",
}
