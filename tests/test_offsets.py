"""The shortest prefix that tells words apart from others that are the same."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.article_text.offsets import find_all, locate, unique_prefix


def by_trying(text, start, end):
    """What the prefix is by its definition: one more word, as long as the words stand twice."""
    begin = start
    while len(find_all(text, text[begin:end])) > 1 and begin > 0:
        begin -= 1
        while begin > 0 and not text[begin - 1].isspace():
            begin -= 1
    return text[begin:start]


@settings(max_examples=500)
@given(st.text("ab \n", min_size=1, max_size=40), st.data())
def test_a_prefix_has_as_few_words_as_can_be(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    prefix = unique_prefix(text, start, end)
    assert prefix == by_trying(text, start, end)
    assert locate(text, text[start:end], prefix) == start


SENTENCE = "He said that “power belongs to all of us” in that year. "


def test_the_same_sentence_again_and_again_is_told_apart_in_no_time():
    text = "Once. " + SENTENCE * 300
    start = text.rindex("power")
    began = time.process_time()
    prefix = unique_prefix(text, start, start + 25)
    assert time.process_time() - began < 1
    assert locate(text, text[start : start + 25], prefix) == start
    assert prefix == text[text.index("year.") : start]


def test_a_prefix_can_be_too_long_for_anybody():
    text = "Once. " + SENTENCE * 300
    start = text.rindex("power")
    with pytest.raises(ValueError, match="again and again, after the same 2000 characters: “power"):
        unique_prefix(text, start, start + 25, longest=2000)
    assert unique_prefix(text, text.index("power"), text.index("power") + 25, longest=2000)
