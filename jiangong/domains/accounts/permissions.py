"""What may be done to accounts, and what the three administrators' consoles allow."""

from jiangong.kit.access.permissions import declare

declare(
    "accounts",
    view="查看账号",
    manage="开通、停用账号和重置口令",
    grant="授予和撤销任职",
    delegate="委托他人代行职权",
    hand_over="办理工作交接",
    system_console="系统管理员控制台",
    security_console="安全管理员控制台",
    audit_console="审计管理员控制台",
    export_grants="导出授权清单",
)
