"""The comparison of two checkouts sees what a reader would see, and nothing else."""

from bench.compare_checkouts import KINDS, Page, differences

PAGE = """
<head><title>Speakers</title><script>let a = "unseen";</script></head>
<h1>Speakers</h1>
<p>Ada wrote <a href="/quotations/q22222/">this</a>.</p>
<svg><path class="mark" d="M1 2"/></svg>
<form action="/"><input name="q" value="party" aria-label="Words"></form>
"""


def answer(html, **changes):
    page = Page(html)
    seen = {kind: getattr(page, kind) for kind in ("text", "links", "fields", "labels", "drawing")}
    sums = {"queries": 3, "bytes": len(html), "elements": page.elements}
    return {"status": 200, "location": "", "headers": [], **seen, **sums, **changes}


def test_a_page_is_what_it_says_and_where_it_leads():
    page = Page(PAGE)
    assert page.text == ["Speakers", "Speakers", "Ada wrote this."]
    assert page.links == ["a href /quotations/q22222/", "form action /"]
    assert page.fields == ['input aria-label="Words" name="q" value="party"']
    assert page.labels == ["input aria-label Words"]
    assert page.drawing == ["svg", 'path class="mark" d="M1 2"']
    assert page.elements == 10


def test_the_same_answer_has_no_difference():
    assert differences(answer(PAGE), answer(PAGE)) == {}


def test_white_space_between_elements_is_no_difference_of_text():
    indented = answer(PAGE.replace("<p>", "<p>\n   ").replace("</p>", "\n</p>"))
    assert list(differences(answer(PAGE), indented)) == ["bytes"]


def test_a_space_between_letters_is_told_apart_from_other_words():
    spaced = differences(answer(PAGE), answer(PAGE.replace("this</a>.", "this</a> .")))
    assert spaced["spaces"] == ["-Ada wrote this.", "+Ada wrote this ."]
    other = differences(answer(PAGE), answer(PAGE.replace("wrote", "said")))
    assert other["text"] == ["-Ada wrote this.", "+Ada said this."]


def test_each_kind_of_change_is_named():
    html = PAGE.replace("q22222", "q22223").replace("M1 2", "M1 3").replace("Words", "Search")
    html = html.replace("party", "soviet").replace("Ada", "Ben").replace("<h1>", "<hr><h1>")
    changed = answer(html, status=404, location="/", headers=["Vary: HX-Request"], queries=4)
    found = differences(answer(PAGE), changed)
    assert list(found) == [kind for kind in KINDS if kind != "spaces"]
    assert found["links"] == ["-a href /quotations/q22222/", "+a href /quotations/q22223/"]
    assert found["queries"] == ["3 → 4"]
