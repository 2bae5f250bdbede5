"""Two editors save the same entry at the same moment, again and again.

test_admin_versions runs it, on a database of its own: each of the two needs a connection, and what
they save must be there for the other one.
"""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from quotes.models import Topic  # noqa: E402
from tests.admin_desk import address, form_of  # noqa: E402
from tests.factories import TopicFactory  # noqa: E402

ROUNDS = 20


def main():
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # nothing need be collected
    call_command("migrate", verbosity=0)
    desks = {words: signed_in(name) for words, name in (("Ann’s", "ann"), ("Ben’s", "ben"))}
    page = address("topic", "change", TopicFactory().pk)
    for _ in range(ROUNDS):
        forms = {words: form_of(desk.get(page)) for words, desk in desks.items()}
        start = threading.Barrier(2)
        with ThreadPoolExecutor(2) as at_once:
            saving = {
                words: at_once.submit(save, desk, page, forms[words] | {"also": words}, start)
                for words, desk in desks.items()
            }
        codes = {words: each.result() for words, each in saving.items()}
        assert sorted(codes.values()) == [302, 409], codes
        assert codes[Topic.objects.get().also] == 302, codes
        Topic.objects.update(also="")
    print(f"{connection.vendor}: {ROUNDS} times, one saved and one refused")


def signed_in(name):
    client = Client()
    client.force_login(User.objects.create_superuser(name))
    return client


def save(desk, page, form, start):
    start.wait()
    try:
        return desk.post(page, form).status_code
    finally:
        connections.close_all()


if __name__ == "__main__":
    main()
