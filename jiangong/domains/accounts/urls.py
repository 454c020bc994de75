"""Addresses of sign-in, one's own account and the administration of accounts."""

from django.urls import path

from jiangong.domains.accounts.views import appointments, consoles, opening, own_account, signing_in, users

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", signing_in.SignInCode.as_view(), name="code"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign_out"),
    path("", own_account.Profile.as_view(), name="profile"),
    path("password/", own_account.ChangePassword.as_view(), name="change_password"),
    path("second-factor/", own_account.SecondFactor.as_view(), name="second_factor"),
    path("second-factor/remove/", own_account.SecondFactorRemove.as_view(), name="second_factor_remove"),
    path("recovery-codes/", own_account.RecoveryCodes.as_view(), name="recovery_codes"),
    path(
        "recovery-codes/replace/",
        own_account.RecoveryCodesReplace.as_view(),
        name="recovery_codes_replace",
    ),
    path("sessions/others/end/", own_account.SessionsEndOthers.as_view(), name="sessions_end_others"),
    path("sessions/<slug:public_id>/end/", own_account.SessionEnd.as_view(), name="session_end"),
    path("scale/", own_account.ScaleChoice.as_view(), name="scale"),
    path("switch/", own_account.AppointmentSwitch.as_view(), name="switch"),
    path("users/", users.UserList.as_view(), name="user_list"),
    path("users/open/", opening.UserCreate.as_view(), name="user_create"),
    path("users/open/units/", opening.OpenUnits.as_view(), name="open_units"),
    path("users/open/people/", opening.OpenPeople.as_view(), name="open_people"),
    path("users/slips/<uuid:batch>/", opening.Slips.as_view(), name="slips"),
    path("users/<int:pk>/", users.UserDetail.as_view(), name="user_detail"),
    path("users/<int:pk>/edit/", users.UserEdit.as_view(), name="user_edit"),
    path("users/<int:pk>/disable/", users.UserDisable.as_view(), name="user_disable"),
    path("users/<int:pk>/enable/", users.UserEnable.as_view(), name="user_enable"),
    path("users/<int:pk>/reset/", users.UserReset.as_view(), name="user_reset"),
    path("users/<int:pk>/unlock/", users.UserUnlock.as_view(), name="user_unlock"),
    path("users/<int:pk>/unbind/", users.UserUnbind.as_view(), name="user_unbind"),
    path("users/<int:pk>/end-sessions/", users.UserEndSessions.as_view(), name="user_end_sessions"),
    path("users/<int:pk>/grant/", appointments.AppointmentCreate.as_view(), name="appointment_create"),
    path("appointments/", appointments.AppointmentList.as_view(), name="appointment_list"),
    path(
        "appointments/<int:pk>/revoke/", appointments.AppointmentRevoke.as_view(), name="appointment_revoke"
    ),
    path(
        "appointments/<int:pk>/approve/",
        appointments.AppointmentApprove.as_view(),
        name="appointment_approve",
    ),
    path("appointments/<int:pk>/hand-over/", appointments.HandOver.as_view(), name="hand_over"),
    path("appointments/<int:pk>/delegate/", appointments.Delegate.as_view(), name="delegate"),
    path(
        "appointments/<int:pk>/withdraw/",
        appointments.DelegationWithdraw.as_view(),
        name="delegation_withdraw",
    ),
    path("permissions/", consoles.PermissionMatrix.as_view(), name="permission_matrix"),
    path("consoles/system/", consoles.SystemConsole.as_view(), name="system_console"),
    path("consoles/security/", consoles.SecurityConsole.as_view(), name="security_console"),
    path("consoles/audit/", consoles.AuditConsole.as_view(), name="audit_list"),
    path("consoles/audit/verify/", consoles.AuditVerify.as_view(), name="audit_verify"),
]
