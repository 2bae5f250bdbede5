"""The site's part in the admin: accounts, signing in, and a contrast as readers would see it,
before it is saved."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.shortcuts import redirect
from django.urls import reverse

from quotes.admin.contrasts import ContrastDesk
from quotes.admin.keys import FindsByKey
from quotes.models import Contrast, ContrastSide
from timeline.sign_in import SignInForm
from timeline.views.contrasts import composed_page

admin.site.login_form = SignInForm
admin.site.unregister([EmailAddress, Group, User])  # accounts are made here, without any mail


@admin.register(Group)
class GroupDesk(FindsByKey, GroupAdmin):
    pass


@admin.register(User)
class UserDesk(FindsByKey, UserAdmin):
    pass


class PreviewDesk(ContrastDesk):
    """The same desk, with the same checks; where the other saves, this one only shows.

    It shows the contrast and its sides in their order, all of them as the form has them. One desk
    serves one request.
    """

    def __init__(self):
        super().__init__(Contrast, admin.site)
        self.sides: list[ContrastSide] = []

    def save_model(self, request, obj, form, change):
        pass

    def save_sides(self, contrast, sides):
        self.sides = sorted(sides, key=lambda side: side.order)

    def log_addition(self, request, obj, message):
        pass

    def log_change(self, request, obj, message):
        pass

    def response_add(self, request, obj, post_url_continue=None):
        return composed_page(request, obj, self.sides, is_preview=True)

    def response_change(self, request, obj):
        return composed_page(request, obj, self.sides, is_preview=True)


@admin.site.admin_view
def contrast_preview(request, object_id: str | None = None):
    """What an editor has in the form, as readers would see it; nothing is saved.

    What saving would refuse comes back as the form with its messages, which saves where it did.
    """
    page = "add" if object_id is None else "change"
    form = reverse(f"admin:quotes_contrast_{page}", args=[object_id] if object_id else [])
    if request.method != "POST":
        return redirect(form)
    return PreviewDesk().changeform_view(request, object_id, form)
