"""Signing in: nobody tries passwords faster than people type them."""

from allauth.account.adapter import get_adapter
from django.contrib.admin.forms import AdminAuthenticationForm


class SignInForm(AdminAuthenticationForm):
    """The admin's own form, whose password is tried by allauth: it counts the attempts.

    The limits are ACCOUNT_RATE_LIMITS in timeline.settings; past them the form says so, also where
    the password would have been right.
    """

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if name is not None and password:
            adapter = get_adapter(self.request)
            user = adapter.authenticate(self.request, username=name, password=password)
            if user is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(user)
            self.user_cache = user
        return self.cleaned_data
