"""Every browser test finds the site as loading the article leaves it."""

import pytest
from django.contrib.auth import get_user_model

from quotes.models import Quotation


@pytest.mark.parametrize("time", ["first", "second", "third"])  # two processes: one runs two
def test_what_a_test_changes_is_put_back(site, time):
    assert get_user_model().objects.count() == 0
    assert Quotation.objects.count() > 180
    get_user_model().objects.create_user("ada")
    Quotation.objects.all().delete()


def test_a_test_with_an_empty_site_finds_nothing(empty_site):
    assert Quotation.objects.count() == 0
