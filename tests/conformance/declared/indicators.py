"""Addresses of indicators with the permission each asks for."""

ADDRESSES = {
    "indicators:list": "indicators.view",
    "indicators:create": "indicators.edit",
    "indicators:detail": "indicators.view",
    "indicators:edit": "indicators.edit",
    "indicators:retire": "indicators.edit",
    "indicators:restore": "indicators.edit",
    "indicators:sources": "indicators.view",
    "indicators:choose_source": "indicators.edit",
}
