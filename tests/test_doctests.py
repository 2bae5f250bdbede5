"""Every example in a docstring does what it says."""

import doctest
import importlib
import pkgutil

import pytest

import quotes
import timeline


def modules():
    for package in (quotes, timeline):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name and module.name != "timeline.wsgi":
                yield module.name


@pytest.mark.parametrize("name", list(modules()))
def test_the_examples_of_a_module_hold(name):
    outcome = doctest.testmod(importlib.import_module(name))

    assert outcome.failed == 0
