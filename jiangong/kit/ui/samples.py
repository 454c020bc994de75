"""What the gallery shows above and beside a list: tabs, saved views, the text that urges."""

from typing import Any

from jiangong.kit.ui.parts import Place


def beside_lists() -> dict[str, Any]:
    """For `tabs.html`, `list_views.html` and `urging.html`."""
    return {
        "places": [Place("全部", "#all", True), Place("未读", "#unread", count=3)],
        "saved": {
            "tabs": [Place("本季度新签", "#saved"), Place("待考核", "#shared", note="共享")],
            "views": True,
            "save_url": "#save",
        },
        "reminder": "【催办】《师带徒专案》须报送总结，期限2026年11月20日，还有2家没有报送：登封市、新密市。",
    }
