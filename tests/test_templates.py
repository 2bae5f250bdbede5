"""What every template keeps to, so that a person can edit it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR, "templates")
TEMPLATES = {str(path.relative_to(ROOT)): path.read_text() for path in ROOT.rglob("*.html")}
OF_SITE = {
    name: text for name, text in TEMPLATES.items() if not name.startswith(("admin/", "simple"))
}
BLOCKS = (
    "html|head|body|header|main|footer|nav|section|article|aside|div|p|ul|ol|li|dl|dt|dd|h[1-6]"
    "|table|thead|tbody|tr|th|td|form|fieldset|details|summary|figure|blockquote|dialog|select"
    "|option|path|symbol"
)
OPENS_BLOCK = re.compile(rf"<(?:{BLOCKS})(?=[\s>{{])")
HREF = re.compile(r'<a\b(?:{%.*?%}|{{.*?}}|[^>])*?\bhref="((?:{%.*?%}|{{.*?}}|[^"])*)"', re.DOTALL)
# Where a link does not say where it leads by {% way %}: it changes what is taken along, or it
# leaves the site, or it is read where nothing can be looked up.
OTHERWISE = {
    "{{ way.url }}",  # the switches: one of them hides and shows readings
    "{{ readings_url }}",
    "{{ pick.drop_url }}",
    "/?readings=off",
    "mailto:{{ report_email }}",
    "{{ report_url }}",
    "{{ source.url }}",
    "{{ subject.url }}",
    "{{ passage.source.url }}",
    "/",
    "/admin/",
}


def lines():
    """(template, number, line) of every line there is."""
    for name, text in sorted(TEMPLATES.items()):
        for number, line in enumerate(text.splitlines(), start=1):
            yield name, number, line


def test_no_line_is_longer_than_a_screen():
    assert [place for *place, line in lines() if len(line) > 120] == []


def test_a_line_opens_one_element_that_stands_by_itself():
    assert [place for *place, line in lines() if len(OPENS_BLOCK.findall(line)) > 1] == []


def test_what_is_inside_is_indented():
    """By two spaces a level, and nothing stands at the end of a line that nobody sees."""
    odd = [
        (name, number)
        for name, number, line in lines()
        if (len(line) - len(line.lstrip(" "))) % 2 or "\t" in line or line != line.rstrip()
    ]
    assert odd == []


@pytest.mark.parametrize("name", OF_SITE)
def test_every_link_takes_along_what_the_reader_carries(name):
    leads = {href for href in HREF.findall(TEMPLATES[name]) if not href.startswith("#")}
    by_hand = {href for href in leads if not re.fullmatch(r"{% way [^%]+ %}(#\w+)?", href)}
    assert by_hand <= OTHERWISE


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_can_be_read(name):
    assert get_template(name).template.name == name


def test_every_part_is_used():
    """A part is a file with an underscore, beside the page that includes it."""
    included = set(re.findall(r'{% include "([^"]+)"', "\n".join(TEMPLATES.values())))
    parts = {name for name in TEMPLATES if Path(name).name.startswith("_")}
    assert parts - included == set()
