"""What holds for every test, on either database."""

import pytest
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.markup import page_of

# The same examples on every machine and in every run; how long one takes says nothing here.
hypothesis_settings.register_profile(
    "ci",
    derandomize=True,
    deadline=None,
    # The database fixture is set up once a test and not once an example: examples only read.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
hypothesis_settings.load_profile("ci")


def pytest_configure(config):
    """The suite needs no collected static files: they come straight from their source folders."""
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    # A password that is slow to check protects people; tests have none to protect.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nothing_kept():
    """Each test makes its pages anew: settings may differ, and queries are counted."""
    caches["pages"].clear()


@pytest.fixture
def open_page(client):
    """Open an address and give the page; its answer must have this status."""

    def open_page(address, status=200, **headers):
        response = client.get(address, headers=headers)
        assert response.status_code == status
        return page_of(response)

    return open_page
