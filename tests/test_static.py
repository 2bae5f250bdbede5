"""Static files as the site really serves them: collected, compressed, named after their content."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.templatetags.static import static
from django.test import override_settings

SOURCES = [Path(settings.BASE_DIR, name) for name in ("templates", "timeline/static")]
WRITTEN = {".css", ".html", ".js", ".svg", ".txt", ".xml"}


@pytest.fixture
def collected(tmp_path):
    """Collect with the site's own storage into a temporary folder."""
    storages = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path


@pytest.mark.usefixtures("collected")
def test_every_file_that_a_template_names_can_be_collected():
    named = re.compile(r"{% static ['\"]([^'\"]+)['\"]")
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    names = {name for template in templates for name in named.findall(template.read_text())}
    for name in sorted(names):
        assert re.search(r"\.[0-9a-f]{12}\.\w+$", static(name)), name


def test_no_page_or_style_names_a_static_file_by_hand():
    """Such an address would work here and be missing where names change with the content."""
    by_hand = re.compile(r"['\"(]/static/")
    files = [file for folder in SOURCES for file in folder.rglob("*.*") if file.suffix in WRITTEN]
    assert [str(file) for file in files if by_hand.search(file.read_text())] == []
