"""What can be asked of the site, well and badly: made from its declarations, from what is known of
a database, and from hostile values. The same dice ask the same.
"""

import os
import random
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, urlencode

ELSEWHERE = "elsewhere.example"
"""A host that no answer may name unless its address does."""
SCRIPT = '"><script>alert(1)</script>'
ATTRIBUTE = '" onmouseover="alert(1)'
HOSTILE = (
    *("", " ", "0", "-1", "99999999999999999999", "1e9", "a" * 5000, "\0", "%", "%00", "%c3%28"),
    *("../../etc/passwd", f"//{ELSEWHERE}", f"http://{ELSEWHERE}/", f"/\\{ELSEWHERE}"),
    *(SCRIPT, ATTRIBUTE, "' OR 1=1 --", "﷽" * 50, "Ⅻ", "𝔘𝔫𝔦", "партия", "党", "\u202e", "“", '"'),
    *("\r\nSet-Cookie: x=1", "[]", "ß", "*", "a.b", "."),
)
GARBAGE = (
    "%",
    "%zz",
    "%00=%00",
    "&&=&",
    "=",
    "a.=1",
    "e.speaker=x",
    "speaker=%ff",
    "q=%c3%28",
    ";",
)
"""What is no query at all, as it goes over the wire."""
HEADERS = {
    "HX-Request": ("true", "false", "1"),
    "HX-Current-URL": (f"http://{ELSEWHERE}/", "%"),
    "Accept-Encoding": ("gzip", "br, gzip;q=0", "identity", "*", "gzip" * 500),
    "Content-Type": ("text/plain; charset=utf-16", "text/plain; charset=nothing", "multipart/x"),
    "Host": ("localhost", "localhost:99", "LOCALHOST.", ELSEWHERE, "a b", ""),
    # Both spellings: with an underscore the server itself might believe it.
    "SCRIPT_NAME": (f"/{ELSEWHERE}", f"//{ELSEWHERE}"),
    "PATH_INFO": (f"/{ELSEWHERE}",),
    "Script-Name": (f"/{ELSEWHERE}",),
    "X-Forwarded-Host": (ELSEWHERE,),
    "X-Forwarded-Prefix": (f"/{ELSEWHERE}",),
    "X-Forwarded-Proto": ("https", "gopher"),
    "X-Forwarded-Port": ("99", "x"),
    "X-Forwarded-For": ("203.0.113.9", "no address"),
    "Forwarded": (f"host={ELSEWHERE};proto=https",),
    "Cookie": ("sessionid=nobody", "csrftoken=" + "x" * 500, "=;=;"),
    "If-None-Match": ('"x"', "*"),
    "If-Modified-Since": ("yesterday",),
    "Range": ("bytes=0-1",),
    "Referer": (f"http://{ELSEWHERE}/",),
    "Accept": ("application/json", "*/*;q=0"),
    "Accept-Language": ("fr", "x" * 300),
}
METHODS = ("GET",) * 12 + ("HEAD", "POST", "OPTIONS", "PUT")
BODIES = ("", "\0", '{"', "--x\r\nContent-Disposition: form-data; name=q\r\n\r\n", "%=%&%00")
FORM = "application/x-www-form-urlencoded"


class Question(NamedTuple):
    method: str
    address: str
    headers: dict[str, str]
    body: str | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.address} {self.headers} {self.body or ''}"


class Offer:
    """What can be asked for, from the declarations and from what is ``known`` of the database."""

    def __init__(self, known: dict[str, list[str]]):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
        import django

        django.setup()
        from django.contrib import admin
        from django.urls import get_resolver

        from quotes.exports.formats import FORMATS
        from quotes.facets import FACETS, Closed
        from quotes.selection import OPTIONS, PARAMETERS
        from timeline.contrast.comparison import LETTERS
        from timeline.sitemaps import SITEMAPS

        routes = sorted(set(_routes(get_resolver().url_patterns)))
        self.desk = [route for route in routes if route.startswith("admin/")]
        self.routes = [route for route in routes if route not in self.desk]
        self.values = {name: list(known.get(name, ())) for name in PARAMETERS}
        for name, facet in FACETS.items():
            if isinstance(facet.values, Closed):
                self.values[name] = list(facet.values.choices.values)
        self.values |= {name: list(options) for name, options in OPTIONS.items()}
        self.values["q"] = ["party", "dictatorship", '"the party"', "Kronstadt", "the", "a b c"]
        self.values["years"] = ["all"]
        self.values["from"] = self.values["to"] = [str(year) for year in range(1910, 1945)]
        self.values["page"] = ["1", "2", "3", "99"]
        self.values["pick"] = known["ref"]
        self.values["p"] = ["1", "2", "99"]  # the sitemaps' page
        keys = [str(number) for number in range(1, 40)]
        self.parts = {
            "slug": [slug for name, slugs in known.items() if name != "ref" for slug in slugs],
            "ref": known["ref"],
            "year": ["1920", "1936", "0", "9999", "10000"],
            "extension": list(FORMATS),
            "section": [*SITEMAPS, "nothing"],
            **dict.fromkeys(("object_id", "content_type_id", "id"), keys),
            "app_label": ["quotes", "auth"],
        }
        self.prefixes = ["", "", "", *(f"{letter}." for letter in LETTERS)]
        self.desk_names, self.form_names = _names(admin.site)
        self.desk_values = [*keys, *known["ref"][:20], "on", "published", "1", "0", "party"]

    def question(self, dice: random.Random) -> Question:
        """What anybody may ask: any address, any parameters, any headers."""
        route = dice.choice(self.routes if dice.random() < 0.9 else self.desk)
        query = self.query(dice) if dice.random() < 0.8 else ""
        names = dice.sample(sorted(HEADERS), dice.choice((0, 0, 0, 1, 2)))
        headers = {name: dice.choice(HEADERS[name]) for name in names}
        method = dice.choice(METHODS)
        body = None
        if method in ("POST", "PUT"):
            headers.setdefault("Content-Type", FORM)
            body = dice.choice((*BODIES, self.query(dice)))
        return Question(method, self.address(dice, route, query), headers, body)

    def question_of_editor(self, dice: random.Random) -> Question:
        """What somebody who is signed in may ask of the desk: any list, any form, in any state."""
        method = dice.choice(("GET", "GET", "POST"))
        route = dice.choice([route for route in self.desk if route != "admin/logout/"])
        query = self.pairs(dice, self.desk_names) if dice.random() < 0.6 else ""
        address = self.address(dice, route, query)
        if method == "GET":
            return Question(method, address, {})
        return Question(
            method, address, {"Content-Type": FORM}, self.pairs(dice, self.form_names, 30)
        )

    def address(self, dice: random.Random, route: str, query: str) -> str:
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: self.part(dice, found[1]), route)
        return quote(f"/{path}", safe="/%") + (f"?{query}" if query else "")

    def part(self, dice: random.Random, name: str) -> str:
        known = self.parts.get(name, self.parts["slug"])
        return dice.choice(known if dice.random() < 0.9 else HOSTILE)

    def query(self, dice: random.Random) -> str:
        if dice.random() < 0.03:
            return dice.choice(GARBAGE)
        pairs = []
        for _ in range(dice.choice((1, 1, 2, 3, 5))):
            name = dice.choice(list(self.values))
            known = self.values[name] or HOSTILE
            value = dice.choice(known if dice.random() < 0.85 else HOSTILE)
            pairs.append((dice.choice(self.prefixes) + name, value))
        if dice.random() < 0.05:
            pairs *= dice.choice((2, 60, 400))
        return urlencode(pairs)

    def pairs(self, dice: random.Random, names: list[str], most: int = 4) -> str:
        return urlencode(
            [
                (
                    dice.choice(names),
                    dice.choice(self.desk_values if dice.random() < 0.6 else HOSTILE),
                )
                for _ in range(dice.randint(1, most))
            ]
        )


def _routes(patterns, before: str = "") -> Iterator[str]:
    """Every address that is declared, regular expressions too: as “quotations/<slug:ref>/”."""
    from django.urls import URLPattern

    for pattern in patterns:
        route = before + re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern.pattern))
        route = route.replace("([^/]+)", "<object_id>").replace("^", "").removesuffix("$")
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from _routes(pattern.url_patterns, route)


def _names(site) -> tuple[list[str], list[str]]:
    """What the desk's lists take from an address, and the fields of all its forms.

    Not what a confirmed deletion or an attempt to sign in would send: signing in is throttled.
    """
    from django.contrib.admin.views import main

    lists = {main.ALL_VAR, main.ORDER_VAR, main.PAGE_VAR, main.SEARCH_VAR, main.ERROR_FLAG}
    lists |= {main.IS_POPUP_VAR, main.TO_FIELD_VAR, "_changelist_filters", "next", "term"}
    lists |= {"app_label", "model_name", "field_name"}
    forms = {"action", "_selected_action", "select_across", "index", "_version", "_versions"}
    forms |= {"_save", "_continue", "_addanother", "_saveasnew", "_popup", "_to_field"}
    for model, desk in site._registry.items():
        names = {field.name for field in model._meta.get_fields()}
        lists |= (
            names | {f"{name}__exact" for name in names} | {f"{name}__isnull" for name in names}
        )
        lists |= {f"{name}__id__exact" for name in names} | {f"{name}__year" for name in names}
        forms |= names
        for inline in desk.inlines:
            key = inline.model._meta.get_field(inline.fk_name or model._meta.model_name)
            prefix = key.remote_field.get_accessor_name()
            forms |= {f"{prefix}-{name}" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "0-id")}
    return sorted(lists), sorted(forms - {"password", "post"})
