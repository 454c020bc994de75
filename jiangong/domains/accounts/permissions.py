"""What may be done to accounts, and what the three administrators' consoles allow."""

from jiangong.kit.access.permissions import declare
from jiangong.kit.audit.presenting import describe_verbs

declare(
    "accounts",
    view="查看账号",
    manage="开通、停用账号和重置密码",
    grant="授予和撤销任职",
    delegate="委托他人代行职权",
    hand_over="办理工作交接",
    system_console="系统管理员控制台",
    security_console="安全管理员控制台",
    audit_console="审计管理员控制台",
    export_grants="导出授权清单",
)

describe_verbs(
    "accounts.user",
    open="开通账号",
    disable="停用账号",
    enable="启用账号",
    reset_password="重置密码",  # noqa: S106 — a label
    change_password="修改密码",  # noqa: S106 — a label
    sign_in="登录",
    sign_out="退出登录",
    refuse_sign_in="登录失败",
    refuse_code="验证码错误",
    unlock="解除锁定",
    end_sessions="结束登录",
    bind_authenticator="绑定手机验证器",
    remove_authenticator="解除手机验证器",
    unbind_authenticator="代为解除手机验证器",
    replace_recovery_codes="更换恢复码",
    choose_scale="调整字号",
    choose_appointment="切换任职",
)
describe_verbs(
    "accounts.appointment",
    grant="授权",
    approve="批准任职",
    revoke="撤销任职",
    delegate="委托代行",
    withdraw_delegation="收回委托",
    hand_over="工作交接",
)
describe_verbs("audit.auditentry", verify="核验审计记录")
