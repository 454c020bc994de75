"""The three consoles, apart from each other and from all business."""

from jiangong.domains.accounts.choices import Console
from jiangong.domains.accounts.roles.everyday import Role

CONSOLE_PERMISSIONS: dict[str, frozenset[str]] = {
    Console.SYSTEM: frozenset(
        {"accounts.system_console", "accounts.view", "accounts.manage", "messaging.manage_targets"}
    ),
    Console.SECURITY: frozenset(
        {"accounts.security_console", "accounts.view", "accounts.grant", "accounts.export_grants"}
    ),
    Console.AUDIT: frozenset({"accounts.audit_console"}),
}

CONSOLE_ROLES = tuple(
    Role(console, Console(console).label, description, CONSOLE_PERMISSIONS[console], frozenset())
    for console, description in (
        (Console.SYSTEM, "开通账号、重置密码、设置消息通道、查看运行情况；不授权，不看业务。"),
        (Console.SECURITY, "授予和撤销任职、解除锁定、结束登录；不开通账号，不看业务。"),
        (Console.AUDIT, "查看、导出和核验审计记录；不开通、不授权，不看业务。"),
    )
)
