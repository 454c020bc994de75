"""Addresses of sign-in, one's own account and the administration of accounts."""

from django.urls import path

from jiangong.domains.accounts.views import signing_in

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", signing_in.SignInCode.as_view(), name="code"),
    path("sign-out/", signing_in.SignOut.as_view(), name="sign_out"),
]
