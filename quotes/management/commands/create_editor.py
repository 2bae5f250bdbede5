"""Give accounts the rights of an editor, and nothing more."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from quotes.editors import editors_group


class Command(BaseCommand):
    help = (
        "Make the group “Editors” (or put its rights right), and the named accounts its members."
        " An account that does not exist yet is made; it needs a password: changepassword NAME."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", nargs="*", help="accounts that may edit")

    def handle(self, username, **options):
        group = editors_group()
        for name in username:
            user = self._account(name)
            user.is_staff = True
            user.save()
            user.groups.add(group)
            told = f"{name} may edit."
            if not user.has_usable_password():
                told += f" Set a password:  manage.py changepassword {name}"
            self.stdout.write(told)
        if not username:
            self.stdout.write(f"The group “{group}” has {group.permissions.count()} rights.")

    def _account(self, name):
        user_model = get_user_model()
        user = user_model.objects.filter(username=name).first() or user_model(username=name)
        if user.pk is None:
            user.set_unusable_password()
        try:
            user.clean_fields(exclude=["password"])
        except ValidationError as error:
            raise CommandError(f"“{name}”: {' '.join(error.messages)}") from error
        return user
