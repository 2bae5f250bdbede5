"""The pages beside the timeline: one quotation with its proof, people, questions, works, errors."""

import gzip
import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import RequestFactory, override_settings
from django.urls import URLPattern, get_resolver

from quotes.annotations.load import load_article
from quotes.data_version import data_version
from quotes.models import Article, Quotation
from tests import small_article
from tests.factories import (
    ArticleFactory,
    ContrastFactory,
    CorrectionFactory,
    GlossaryTermFactory,
    NoteFactory,
    PassageFactory,
    QuotationFactory,
    QuotedSpeakerFactory,
    SourceFactory,
    SpeakerFactory,
    TopicFactory,
    UserFactory,
)
from tests.markup import page_of, parse, refs
from timeline.views.errors import server_error

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path):
    load_article(small_article.write(tmp_path))


def facts(page):
    """A list of terms: what each says → its description."""
    (facts,) = page.find_all(".facts")
    return dict(zip(facts.texts("dt"), facts.texts("dd"), strict=True))


# One quotation


def test_the_page_of_a_quotation_shows_its_words_speaker_and_date(small, open_page):
    page = open_page("/quotations/q22224/")
    assert page.find("blockquote.is-this").words == "Ada said ‘all of it, now’ and we agree."
    assert page.find(".attribution .speaker").links() == {"Ben": "/speakers/ben/"}
    assert page.find(".attribution .date").words == "March 1921 inferred"
    assert page.find("time")["datetime"] == "1921-03"
    title = "Ben, March 1921: “Ada said ‘all of it, now’ and we agree.”"
    assert page.find("title").words.startswith(title)
    assert page.find("h1").words == title


def test_it_shows_the_articles_sentence_with_the_words_marked(small, open_page):
    page = open_page("/quotations/q22223/")
    assert page.find(".in-sentence").words == (
        "Ada wrote in 1920 that “power belongs to all” and that “it is ours” today.[1]"
    )
    assert page.find(".in-sentence mark").words == "it is ours"
    section = page.find_all(".section")[0]
    assert section.links()["“First section”"] == "/articles/a-small-article/#first-section"


def test_it_shows_the_passage_with_the_others_in_quieter_ink(small, open_page):
    page = open_page("/quotations/q22223/")
    passage = page.find_all(".section")[1]
    assert passage.find("h2").words == "The passage"
    assert "2 quotations of one source under note 1." in passage.words
    quotations = {q.words: "is-other" in q["class"] for q in passage.find_all("blockquote")}
    assert quotations == {"power belongs to all": True, "it is ours": False}
    assert list(passage.links().values()) == ["/quotations/q22222/"]


def test_it_shows_the_raw_note_and_how_it_was_read(small, open_page):
    trail = open_page("/quotations/q22227/").find(".trail")
    assert trail.texts("li") == [
        "Note 3: Ada, Essays, 9. Others held that “nobody agrees.” (Ben, Letters, 5)",
        "Read as: short form of note 1",
    ]


def test_it_shows_the_evidence(small, open_page):
    assert facts(open_page("/quotations/q22224/")) == {
        "Source": "Letters",
        "Date": "March 1921, inferred: the month of the meeting",
        "Check": "verbatim in the article, characters "
        f"{small_article.TEXT.index('Ada said')}–{small_article.TEXT.index('”[2]')}",
    }
    page = open_page("/quotations/q22222/")
    assert facts(page)["Source"] == "Essays (London: Press, 1922)"
    assert facts(page)["Pages"] == "7 (the note’s list for the whole passage)"
    assert page.links()["Read the text"] == "https://books.example/essays"


def test_it_shows_each_reading_with_its_proposition(small, open_page):
    page = open_page("/quotations/q22222/")
    assert page.texts(".reading") == [
        "argues for Power Power should belong to all.",
        "describes Meetings There were meetings.",
    ]
    assert "The editors’ readings, not the speaker’s words." in page.words
    hidden = open_page("/quotations/q22222/?readings=off")
    assert hidden.find_all(".reading") == []
    assert "argues for" not in hidden.words


def test_a_factual_proposition_is_affirmed_or_denied(open_page):
    topic = TopicFactory(kind="factual")
    row = QuotationFactory(positions=[(topic, "opposes")])
    assert open_page(f"/quotations/{row.ref}/").find(".reading b").words == "denies"


def test_second_hand_words_say_by_whom_they_are_quoted(open_page):
    row = QuotationFactory(quoted_via="Cleo, Memoirs, 7")
    page = open_page(f"/quotations/{row.ref}/")
    assert facts(page)["Second-hand"] == "Quoted by Cleo, Memoirs, 7"
    assert "Quoted by Cleo, Memoirs, 7." in page.find(".cite-box").words


def test_attributed_words_say_that_they_carry_no_stance(small, open_page):
    page = open_page("/quotations/q22225/")
    assert "Words that Ada voices for somebody else; they carry no stance." in page.words
    assert page.texts(".reading") == ["bears on Power Power should belong to all."]


def test_a_fragment_says_that_it_is_one(small, open_page):
    assert "A fragment: read it in its passage, below." in open_page("/quotations/q22223/").words
    assert "A fragment" not in open_page("/quotations/q22222/").words


def test_a_fragment_points_to_no_passage_that_is_not_there(open_page):
    alone = QuotationFactory(fragment=True)
    page = open_page(f"/quotations/{alone.ref}/")
    assert "A fragment: read it in the article’s sentence, below." in page.words
    assert "In the article’s sentence" in page.texts("h2")
    assert "The passage" not in page.texts("h2")


def test_a_nested_quotation_leads_to_the_words_around_it(small, open_page):
    page = open_page("/quotations/q22225/")
    assert page.links()["words of Ben"] == "/quotations/q22224/"


def test_a_remark_of_the_editors_is_shown(small, open_page):
    assert open_page("/quotations/q22227/").find(".remark").words == (
        "Editors’ remark: so in the article."
    )


@pytest.mark.parametrize("remark", ["It goes on.", "Is it his?", "It ends: “no.”", "(See there.)"])
def test_a_remark_that_ends_in_a_stop_gets_no_second_one(open_page, remark):
    row = QuotationFactory(note=remark)
    page = open_page(f"/quotations/{row.ref}/")
    assert page.find(".remark").words == f"Editors’ remark: {remark}"


def test_a_quotation_of_which_little_is_known_says_so(open_page):
    row = QuotationFactory(
        speaker=None, date="", passage=PassageFactory(source=None, note=None, resolution="")
    )
    page = open_page(f"/quotations/{row.ref}/")
    assert page.find(".attribution .speaker").words == "Unknown speaker"
    assert page.find(".attribution .date").words == "undated"
    assert facts(page)["Source"] == "not resolved"
    assert facts(page)["Date"] == "unknown"
    assert page.find_all(".trail") == []


def test_a_block_quotation_keeps_its_paragraphs_and_shows_what_leads_up_to_it(open_page):
    text = "Before it.\n\nShe went on to say:\n\nOne.\n\nTwo.[1]\n\nAfter it."
    article = ArticleFactory(text=text)
    row = QuotationFactory(
        passage__article=article, kind="block", text="One.\n\nTwo.", start=text.index("One")
    )
    page = open_page(f"/quotations/{row.ref}/")
    assert page.texts("blockquote.is-this p") == ["One.", "Two."]
    assert page.find(".in-sentence").words.startswith("She went on to say:")


def test_words_before_and_after_by_the_same_speaker_on_the_same_question(open_page):
    speaker, topic = SpeakerFactory(name="Ada"), TopicFactory(name="Plan", slug="plan")
    dates = ("1919", "1920", "1923", "1930", "1931")
    refs = {
        date: QuotationFactory(
            speaker=speaker, date=date, text=f"In {date}", positions=[(topic, "advocates")]
        ).ref
        for date in dates
    }
    QuotationFactory(speaker=speaker, date="1922", text="Other")
    QuotationFactory(date="1924", text="Others", positions=[(topic, "opposes")])
    QuotationFactory(speaker=speaker, date="1924", state="draft", positions=[(topic, "advocates")])
    page = open_page(f"/quotations/{refs['1923']}/")
    assert page.texts(".neighbours blockquote") == ["In 1920", "In 1930"]
    assert [text.rpartition(", ")[2] for text in page.texts(".neighbours .quiet")] == [
        "3 years before",
        "7 years after",
    ]


def test_it_can_be_cited(small, open_page):
    page = open_page("/quotations/q22224/")
    assert page.find(".cite-box").words == (
        "Ben (March 1921). Letters. As quoted in Some Writer, “A Small Article” (2020), note 2."
    )
    assert "http://testserver/quotations/q22224/" in page.find("#cite").words


def test_a_shared_preview_says_who_when_where_and_who_quotes_it(small, open_page):
    metas = {
        meta.attributes.get("property", meta.attributes.get("name")): meta.attributes.get("content")
        for meta in open_page("/quotations/q22224/").find_all("meta")
    }
    said = "Ben, March 1921 (inferred), Letters, quoted by Writer (2020)."
    assert said.removesuffix(".") in metas["description"]
    assert metas["og:title"] == "Ben, March 1921: “Ada said ‘all of it, now’ and we agree.”"
    assert metas["og:url"] == "http://testserver/quotations/q22224/"
    assert metas["og:description"] == metas["description"]


@pytest.mark.parametrize("state", ["draft", "reviewed"])
def test_what_is_not_published_is_for_staff_only(client, state):
    row = QuotationFactory(state=state)
    address = f"/quotations/{row.ref}/"
    assert client.get(address).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(UserFactory(is_staff=True))
    page = page_of(client.get(address))
    assert page.find(".warning").words == (
        f"This entry is not published ({state}). Only editors see it."
    )
    robots = [m["content"] for m in page.find_all("meta") if m.attributes.get("name") == "robots"]
    assert robots == ["noindex"]


def test_drafts_in_a_passage_are_not_shown_to_readers(open_page):
    row = QuotationFactory(text="For all")
    QuotationFactory(passage=row.passage, state="draft", text="Not yet")
    page = open_page(f"/quotations/{row.ref}/")
    assert "Not yet" not in page.words
    assert page.texts("blockquote") == ["For all"]


def test_a_problem_can_be_reported_where_there_is_somebody_to_report_to(open_page, settings):
    settings.REPORT_EMAIL = "desk@example.org"
    row = QuotationFactory()
    links = open_page(f"/quotations/{row.ref}/").find("main").links()
    report = links["Report a problem"]
    assert report.startswith(f"mailto:desk@example.org?subject=Quotation%20{row.ref}&body=http")
    assert row.passage.article.sha256[:12] in report
    assert quote(f"Data of {data_version()}") in report


def test_a_problem_cannot_be_reported_to_nobody(open_page, settings):
    settings.REPORT_EMAIL = ""
    page = open_page(f"/quotations/{QuotationFactory().ref}/")
    assert "Report a problem" not in page.words


# People, questions, works, years


def test_speakers_stand_by_standing_with_how_much_of_theirs_is_quoted(open_page):
    ada = SpeakerFactory(
        name="Ada", slug="ada", sort_name="Ada", born=1870, died=1940, line="Wrote"
    )
    QuotationFactory(speaker=ada)
    QuotationFactory(speaker=ada, date="1850", state="draft")
    ben = SpeakerFactory(name="Ben", sort_name="Ben", standing="later-writer")
    QuotationFactory(speaker=ben, date="1850")
    SpeakerFactory(standing="earlier-author")  # of whom nothing is published
    page = open_page("/speakers/")
    assert page.texts("section h2") == ["Contemporary", "Later writer"]
    assert page.texts(".entry") == [
        "Ada 1870–1940 Wrote 1 quotation in 1 passage from 1 work",
        "Ben 1 quotation in 1 passage from 1 work",
    ]


def test_who_is_quoted_only_together_with_somebody_is_quoted(open_page):
    ada, ben, cleo = (SpeakerFactory(name=name, sort_name=name) for name in ("Ada", "Ben", "Cleo"))
    both = SpeakerFactory(
        name="Ada and Ben", sort_name="Both", slug="both", kind="jointly", members=[ada, ben]
    )
    SpeakerFactory(name="Council", sort_name="Council", kind="body", members=[cleo])
    for speaker in (both, ada, cleo):
        QuotationFactory(speaker=speaker)
    one = "1 quotation in 1 passage from 1 work"
    assert open_page("/speakers/").texts(".entry .count") == [
        *(f"{one} and as Ada and Ben {one}", f"as Ada and Ben {one}", one, one),
    ]
    page = open_page(f"/speakers/{ben.slug}/")
    assert page.links()["Ada and Ben"] == "/speakers/both/?years=all"
    assert "Quoted also as" not in open_page(f"/speakers/{cleo.slug}/").words


def test_the_page_of_a_speaker(open_page):
    member = QuotedSpeakerFactory(name="Ben", slug="ben")
    body = SpeakerFactory(name="Council", slug="council", kind="body", members=[member], line="Met")
    inside = QuotationFactory(speaker=body, date="1921")
    QuotationFactory(speaker=body, date="1950")
    QuotationFactory(speaker=body, date="")
    page = open_page("/speakers/council/")
    assert page.find("h1").words == "Council"
    assert page.find(".lede").words == "Met. Contemporary."
    assert page.links()["Ben"] == "/speakers/ben/"
    assert page.find(".tally").words == (
        "1 quotation in 1 passage from 1 work, 1918–1940. On the timeline"
    )
    assert page.links()["On the timeline"] == "/?speaker=council"
    assert page.find_all(".beyond")[-1].links() == {
        "1 quotation after 1940": "/speakers/council/?from=1941",
        "1 quotation undated": "/speakers/council/?years=all",
    }
    assert [card["id"] for card in page.find_all(".passage-card")] == [f"p-{inside.ref}"]
    assert len(open_page("/speakers/council/?years=all").find_all(".passage-card")) == 3


def test_the_page_of_a_question_prints_its_proposition(open_page):
    topic = TopicFactory(name="Plan", slug="plan", proposition="There should be one.", also="more")
    QuotationFactory(positions=[(topic, "advocates")])
    QuotationFactory()
    page = open_page("/topics/plan/")
    assert page.find("h1").words == "Plan"
    assert page.find(".proposition-head").words == "There should be one."
    assert page.find(".tally").words.startswith("1 quotation in 1 passage from 1 work")
    entries = open_page("/topics/").texts(".entry")
    assert entries == ["Plan There should be one. 1 quotation in 1 passage from 1 work"]


def test_the_page_of_a_work_says_what_edition_and_where_the_original_is(open_page):
    source = SourceFactory(
        slug="essays", author="Ada", title="Essays", container_title="Works", volume="2",
        translator="Cleo", publisher="Press", publisher_place="London", issued="1961",
        first_published=1921, original_title="Essais", original_language="fr",
        url="https://a.example/", aliases=["Some Essays"], note="A remark",
    )  # fmt: skip
    QuotationFactory(passage__source=source, text="Four words of it", date="1920")
    page = open_page("/sources/essays/")
    assert facts(page) == {
        "Author": "Ada",
        "In": "Works, vol. 2",
        "Translator": "Cleo",
        "This edition": "London: Press, 1961",
        "Said or written": "1920, by the dates of the quotations",
        "First published": "1921",
        "Original title": "Essais",
        "Text online": "Read it",
        "Also as": "Some Essays",
        "Quoted here": "4 words",
        "Remark": "A remark",
    }
    assert page.find("dd a.original")["href"] == "https://a.example/"
    (entry,) = open_page("/sources/").find_all(".entry")
    assert entry.find(".entry-name")["href"] == "/sources/essays/?years=all"
    assert entry.find(".entry-line").words == (
        "Ada, in Works, vol. 2, trans. Cleo (London: Press, 1961; first published 1921)."
        " text online of Essays"
    )


def test_the_page_of_a_year_shows_what_may_be_of_that_year(open_page):
    inside = QuotationFactory(date="1921-03")
    around = QuotationFactory(date="1920/1922")
    QuotationFactory(date="1922")
    page = open_page("/years/1921/")
    assert page.find("h1").words == "1921"
    assert refs(page) == [around.ref, inside.ref]
    assert page.find(".tally").words.startswith("2 quotations in 2 passages from 2 works, 1921.")
    assert page.links()["On the timeline"] == "/?from=1921&to=1921"


@pytest.mark.parametrize("year", ["0", "10000", "99999999999999999999", "x", "-1", "1921x"])
def test_what_is_no_year_has_no_page(client, year):
    assert client.get(f"/years/{year}/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/speakers/nobody/", "/topics/nothing/", "/sources/none/", "/articles/none/",
             "/quotations/none/", "/contrast/none/", "/nowhere/"]
)  # fmt: skip
def test_what_does_not_exist_is_not_found_and_says_where_to_go(open_page, path):
    page = open_page(path, 404)
    assert page.find("h1").words == "No page here"
    assert page.find(".prose").links() == {
        "the timeline": "/",
        "all speakers": "/speakers/",
        "all questions": "/topics/",
        "all sources": "/sources/",
    }


@pytest.mark.parametrize("path", ["/speakers/ada/", "/years/1921/", "/topics/plan/"])
def test_a_page_can_be_narrowed_and_widened_by_the_same_parameters(client, path):
    ada, plan = SpeakerFactory(slug="ada"), TopicFactory(slug="plan")
    row = QuotationFactory(speaker=ada, date="1921", text="one", positions=[(plan, "advocates")])
    QuotationFactory(speaker=ada, date="1921", text="two", positions=[(plan, "opposes")])
    page = page_of(client.get(f"{path}?q=one"))
    assert [card["id"] for card in page.find_all(".passage-card")] == [f"p-{row.ref}"]
    assert page.links(".chip") == {"Words one": path}


# Articles, method, the rest


def test_the_page_of_an_article_lists_its_sections_with_their_passages(small, open_page):
    page = open_page("/articles/a-small-article/")
    assert page.find("h1").words == "A Small Article"
    assert page.find(".tally").words == "5 quotations in 3 passages from 2 works"
    links = page.find("nav.section").links()
    assert [f"{links[words]} {words}" for words in links][-2:] == [
        "#first-section First section",
        "#second-section Second section",
    ]
    lines = [line.find("h3").words for line in page.find_all(".passage-line")]
    assert lines == ["Ada, 1920", "Ben, March 1921", "Ben, 1925"]


def test_the_full_text_is_shown_only_where_its_record_allows_it(small, open_page):
    prose = "It was the year of the meeting."
    assert prose not in open_page("/articles/a-small-article/").words
    Article.objects.update(full_text_allowed=True)
    assert prose in open_page("/articles/a-small-article/").words


def test_articles_are_listed(small, open_page):
    assert open_page("/articles/").find(".entries").links() == {
        "A Small Article": "/articles/a-small-article/"
    }


def test_the_method_prints_the_codebook_and_what_was_left_out(small, open_page):
    page = open_page("/method/")
    rows = [[cell.words for cell in row.elements] for row in page.find_all("tbody tr")]
    assert rows == [
        ["Power", "Power should belong to all.",
         "argues for, argues against, qualifies, describes"],
        ["Meetings", "There were meetings.", "affirms, denies, qualifies, describes"],
    ]  # fmt: skip
    assert "5 quotations in 3 passages from 2 works are published" in page.words
    assert "words set apart by the author (1)" in page.words
    assert "These were selected for a test." in page.words


def test_corrections_and_glossary(open_page):
    CorrectionFactory(remark="The date was wrong")
    GlossaryTermFactory(term="GPU", line="The political police.")
    assert "The date was wrong" in open_page("/corrections/").find(".facts dd").words
    page = open_page("/glossary/")
    entry = page.find(".glossary")
    assert (entry.find("dt").words, entry.find("dd").words) == ("GPU", "The political police.")


def test_the_downloads_follow_the_selection(open_page):
    QuotedSpeakerFactory(slug="ada")
    links = open_page("/data/").find("main").links().values()
    assert {"/quotations.jsonl?years=all", "/quotations.csv?years=all"} <= set(links)
    links = open_page("/data/?speaker=ada").find("main").links().values()
    assert {"/quotations.jsonl?speaker=ada", "/quotations.csv?speaker=ada"} <= set(links)


# On every page


def addresses():
    """One address for every pattern of the site."""
    topic = TopicFactory(slug="plan")
    row = QuotationFactory(positions=[(topic, "advocates")])
    NoteFactory(article=row.passage.article)
    sides = [("One", f"ref={row.ref}"), ("Two", f"ref={QuotationFactory().ref}")]
    contrast = ContrastFactory(sides=sides)
    slugs = {
        "speaker": row.speaker.slug,
        "topic": "plan",
        "source": row.passage.source.slug,
        "article": row.passage.article.slug,
        "composed_contrast": contrast.slug,
    }
    found = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            path = "/" + str(pattern.pattern)
            path = (
                path.replace("<section>", "quotations")
                .replace("<slug:ref>", row.ref)
                .replace("<str:extension>", "json")
            )
            path = path.replace("<slug:slug>", slugs.get(pattern.name, "x"))
            found.append(path.replace("<int:year>", "1920"))
    return found


def test_every_page_has_a_strict_policy_and_no_foreign_or_inline_part(client):
    for address in [*addresses(), "/nowhere/", "/?from=x", "/?speaker=nobody"]:
        response = client.get(address)
        assert response.status_code in (200, 301, 302, 400, 404), address
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        if not response["Content-Type"].startswith("text/html") or response.status_code < 400:
            b"".join(response)
        if response["Content-Type"].startswith("text/html") and response.status_code not in (301,):
            check_parts(page_of(response), address)


def check_parts(page, address):
    for element in page:
        assert "style" not in element, address
        assert not any(name.startswith("on") for name in element.attributes), address
        assert element.tag != "style", address
        if element.tag == "script":
            assert element["src"].startswith("/static/"), address
            assert element.words == "", address
        if element.tag in ("img", "iframe"):
            assert element["src"].startswith("/static/"), address
        if element.tag == "link" and element["rel"] != "canonical":
            assert element["href"].startswith(("/", "#")), address


def test_every_page_has_one_heading_a_title_a_main_part_and_unique_ids(client):
    for address in addresses():
        response = client.get(address)
        if (
            not response.get("Content-Type", "").startswith("text/html")
            or response.status_code != 200
        ):
            continue
        page = page_of(response)
        assert len(page.find_all("h1")) == 1, address
        assert page.find("html")["lang"] == "en"
        assert page.find("head title").words not in ("", "· Who said what, when"), address
        assert page.find("main")["id"] == "main"
        assert page.find_all("a.skip")[0]["href"] == "#main"
        ids = [element["id"] for element in page if "id" in element]
        assert [i for i in set(ids) if ids.count(i) > 1] == [], address


def test_dynamic_pages_are_gzipped(client):
    for _ in range(5):
        QuotationFactory()
    for address in ("/", "/speakers/", "/quotations.json", "/nowhere/"):
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip", address
        words = gzip.decompress(b"".join(packed)).decode()
        if address == "/quotations.json":
            assert words == b"".join(plain).decode()
        else:
            assert parse(words).find("h1").words == page_of(plain).find("h1").words


def test_the_favicon_is_found_where_browsers_look(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 301
    assert re.fullmatch(r"/static/timeline/img/favicon[\w.]*\.(svg|ico)", response["Location"])


# When something is broken


def test_the_page_for_an_error_of_ours_needs_no_database(django_db_blocker):
    connection.close()
    with django_db_blocker.block():
        response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    page = page_of(response)
    assert page.find("h1").words == "Something went wrong here"
    assert page.find("main").links() == {"the timeline": "/"}


def test_an_error_of_ours_is_answered_with_that_page(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("timeline.views.timeline.histogram", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert page_of(response).find("h1").words == "Something went wrong here"
    assert "broken" not in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_another_host_and_too_many_fields_are_refused_in_words(client):
    response = client.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    response = client.get("/?" + "&".join(["q=x"] * 1001))
    assert response.status_code == 400
    assert page_of(response).find("h1").words == "This address cannot be read"


def test_head_is_answered_like_get(client):
    assert client.head("/").status_code == 200
    assert client.head("/quotations.json").status_code == 200
    assert Quotation.objects.count() == 0


@pytest.mark.parametrize("query", ["", "?years=all", "?stance=opposes&readings=off&page=2"])
@pytest.mark.parametrize("page", ["speakers", "topics", "sources"])
def test_a_former_address_leads_to_the_present_one_with_all_that_was_asked(client, page, query):
    quotation = QuotationFactory(
        speaker=SpeakerFactory(slug="former"),
        passage__source=SourceFactory(slug="former"),
        positions=[(TopicFactory(slug="former"), "opposes")],
    )
    topic = quotation.positions.get().topic
    for row in (quotation.speaker, quotation.passage.source, topic):
        row.slug = "present"
        row.save()
    answer = client.get(f"/{page}/former/{query}")
    assert (answer.status_code, answer["Location"]) == (302, f"/{page}/present/{query}")
