"""Who signs in types a password; who guesses one is soon told to wait."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from tests.markup import page_of
from tests.run_all import environment

pytestmark = pytest.mark.django_db
PASSWORD = "a-password-nobody-guesses"


def account(name):
    return get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)


@pytest.fixture
def editor():
    return account("editor")


def sign_in(client, password, name="editor", **headers):
    return client.post(
        "/admin/login/?next=/admin/", {"username": name, "password": password}, headers=headers
    )


def told(answer):
    assert answer.status_code == 200
    return page_of(answer).texts(".errornote")


WRONG = [
    "Please enter the correct username and password for a staff account."
    " Note that both fields may be case-sensitive."
]
WAIT = ["Too many failed login attempts. Try again later."]


def test_an_editor_signs_in(client, editor):
    answer = sign_in(client, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_five_wrong_passwords_close_an_account_for_a_while_even_to_the_right_one(client, editor):
    assert [told(sign_in(client, f"guess {n}")) for n in range(5)] == [WRONG] * 5
    assert told(sign_in(client, "another guess")) == WAIT
    assert told(sign_in(client, PASSWORD)) == WAIT


def test_one_account_that_is_guessed_at_closes_no_other(client, editor):
    account("other")
    for n in range(6):
        sign_in(client, f"guess {n}")
    assert sign_in(client, PASSWORD, name="other").status_code == 302


def test_whoever_signs_in_again_and_again_is_not_counted(client, editor):
    assert {sign_in(client, PASSWORD).status_code for _ in range(8)} == {302}


def test_one_visitor_cannot_try_one_password_on_everybody(client):
    for n in range(20):
        assert told(sign_in(client, PASSWORD, name=f"name-{n}")) == WRONG
    assert told(sign_in(client, PASSWORD, name="one more")) == WAIT


def test_behind_a_proxy_each_visitor_is_counted_alone(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(21):
        sign_in(client, PASSWORD, name=f"name-{n}", **{"X-Forwarded-For": "198.51.100.7"})
    made_up = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}  # what the proxy adds stands last
    assert told(sign_in(client, PASSWORD, name="one more", **made_up)) == WAIT
    elsewhere = {"X-Forwarded-For": "203.0.113.9"}
    assert told(sign_in(client, PASSWORD, name="one more", **elsewhere)) == WRONG


def test_a_name_that_is_no_account_is_answered_like_one_that_is(client, editor):
    assert [told(sign_in(client, "guess", name="nobody")) for _ in range(6)] == [WRONG] * 5 + [WAIT]
    assert not get_user_model().objects.filter(username="nobody").exists()


def test_migrating_makes_the_table_that_failures_are_counted_in(migrated):
    told = subprocess.run(
        [sys.executable, "manage.py", "createcachetable", "-v1"],
        cwd=Path(__file__).parent.parent,
        env=environment(migrated),
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "Cache table 'sign_in_failures' already exists.\n"


def test_nobody_can_make_an_account_for_themselves(client):
    for address in ("/accounts/signup/", "/accounts/login/", "/admin/account/"):
        assert client.get(address).status_code in (302, 404)
        assert client.get(address, follow=True).status_code in (200, 404)
