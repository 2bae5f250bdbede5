"""Who is named in a text: persons, bodies, publications; and what "he" may stand for.

No list of known people: a name is a person's when notes cite it as an author, when a given name or
initials precede it, or when it is the subject of a verb of saying.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ..language.names import is_name, surname
from ..language.speech import SPEECH_VERB
from ..language.wordlist import words

_CAP = r"[A-ZÀ-ÞŁŠŽČ][\w’'-]*[\w]|(?:[A-Z]\.){1,4}|[A-Z]"
_SEQUENCE = re.compile(
    rf"(?<![\w’'])(?:{_CAP})(?:\s(?:{_CAP}|de|von|van|der|den|la|le|du|del|della|di|da|ten|y)"
    rf"(?=\s|[,.;:!?’'”\"»)\]—–-]|$)){{0,4}}"
)
_LETTERS = re.compile(r"\w+")
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Hh]im(?:self)?|[Hh]is|[Ss]he|[Hh]ers?(?:elf)?)\b")
_ORGANS = (
    "Committee|Congress|Party|Union|Federation|Council|Opposition|Conference|Government|League|"
    "International|Assembly|Bureau|Politburo|Commission|Association|Society"
    "|Club|Board|"
    "Ministry|Parliament|Convention|Confederation|Alliance|Bund|Komintern|Comintern|Executive|Delegation|"
    "Platform|Manifesto|Resolution|Declaration|Programme|Constitution|Times|Mercury|Journal|Gazette|Herald|Star|"
    "Worker|Chronicle|Express|News|Tribune|Post|Guardian|Telegraph|Review|Pravda|Izvestia|Avanti"
)
# "the Central Committee of the Party", "Derby Trades Council", "the TGWU Branch"
_BODY = re.compile(
    rf"""
    \b[Tt]he\s(?:\([^()]{{1,30}}\)\s)?
        (?P<name>(?:(?:[A-Z][\w’'-]*|of|and)\s){{0,5}}(?:{_ORGANS})\b
        (?:\sof\s(?:the\s)?[A-Z][\w’-]*(?:\s[A-Z][\w’-]*){{0,3}})?)
    | (?<![\w’'])(?P<plain>(?:[A-Z][\w’'-]*\s){{1,4}}(?:{_ORGANS}|Branch|Lodge|Workers)\b)
    | (?<![\w’'])(?P<short>(?:[A-Z][a-z]+\s){{0,2}}[A-Z]{{3,6}}\b(?:\s[A-Z][a-z]+){{0,3}})
    """,
    re.VERBOSE,
)
_ORGAN = re.compile(rf"^(?:{_ORGANS})s?$")
_PUBLICATION = re.compile(
    r"\b(?P<name>Avanti!|Pravda|Izvestia|Vorwärts|L['’]Humanité|Le Temps|Le Figaro)"
)

_GIVEN_MALE = words(
    """
    Adam Albert Alec Alex Alexander Alexandre Alexei Alfred Anatole Andrew André Ante Anton
    Antonio Arthur August
    Augustin Ben Benjamin Bernard Bert Bertrand Bill Bob Boris Brian Bruno Camillo Carl Carlo
    Carlos Charles
    Chris Christian Christopher Clement Colin Cornelius Daniel David Dennis Diego Dmitri Donald
    Eduard
    Edgar Edmund Edward Emil Emile Enrico Eric Ernest Ernst Errico Eugene Eugen Feliks Felix
    Ferdinand
    Fernand Francis Franco François Frank Franz Fred Frederick Friedrich Fritz Gaston George Georges
    Georg Gerald Gerard Giacinto Giovanni Giuseppe Grant Gregory Grigorii Grigory Guy Hal Hans
    Harold Harry
    Heinrich Henri Henry Herbert Herman Hermann Hillel Howard Hubert Hugh Hugo Ian Ignazio Ilya
    Isaac Ivan Jack
    Jacques James Jan Jean Jim Joe Johann Johannes John Jonathan José Josef Joseph Juan Jules Julius
    Julian Karl Keir Ken Kenneth Kevin Konrad Kurt Laurence Lawrence Leo Leon Leonard Lev Louis
    Luigi Lyonel Manuel Marc Marcel Mario Mark Martin Matthew Maurice Max Maxim Michael Michel
    Mikhail
    Murray Nestor Nicholas Nikolai Noam Noel Oliver Oscar Otto Pablo Patrick Paul Pavel Pedro
    Peter Petr Philip
    Pierre Pietro Ralph Raymond Rene René Richard Rob Robert Roger Roland Ronald Rudolf Rudolph
    Samuel
    Sam Sebastian Sergei Sidney Sidney Simon Stanley Stephen Steve Steven Stuart Theodor
    Theodore Thomas Tim Tom
    Tony Ulrich Upton Victor Vernon Vittorio Vladimir Vsevolod Walter Wilhelm Will William Yuri Zeno
    """
)
_GIVEN_FEMALE = words(
    """
    Ada Agnes Alexandra Alice Angelica Anna Anne Annie Barbara Beatrice Betty Catherine
    Charlotte Clara
    Dora Dorothy Eleanor Elisabeth Elizabeth Ellen Emily Emma Ethel Eva Federica Fanny Flora
    Frances Geneviève Hannah
    Helen Helena Ida Inessa Jane Jessie Joan Josephine Judith Julia Karen Kate Larissa Laura Lizzie
    Louise Lucy Luise Margaret Maria Marie Martha Mary May Mathilde Nadezhda Natalia Nellie Olga
    Pamela Raya Rosa
    Rose Ruth Sarah Sheila Sophie Susan Sylvia Teresa Vera Victoria Voltairine
    """
)
_NOT_PERSONS = words(
    """
    The This That These Those It He She They We You I In On At By As If But And Or So Yet When
    While Where Why How What Who For From With Of To After Before Since During Thus Hence
    However Indeed Moreover Although Though Because Not No Nor Only Even Also Then There Here
    Now Again Such Some Many Most Others All Both Each Every One Two Three First Second Another
    Other His Her Their Our My Its Your Mr Mrs Dr Comrade Lord Sir January February March April
    May June July August September October November December Monday Tuesday Wednesday Thursday
    Friday Saturday Sunday Russia Russian Soviet Soviets Party Congress Committee State
    Revolution Opposition Union Unions Government Parliament International Europe European
    England English France French Germany German Germans Britain British America American
    Americans Italy Italian Spain Spanish China Chinese Poland Moscow London Paris Berlin Ibid
    Op Cit Vol See Works Writings God Platform Resolution Manifesto Programme Treaty Act Bill
    Chapter Section Part Note Book Central Left Right Alderman Councillor Cllr Mayor President
    Professor Prof Bro Brother Rev General Captain Citizen Deputy Secretary Chairman Herr Frau
    Monsieur Señor Genosse Miss Lady Madame Mme Señora Fräulein Don Doña Baron Count Prince
    Saint Selon Según Laut Nach Secondo Als Wenn Wie Wer Was Auch Aber Und Oder Doch Schon Da
    Dann Dort Hier Im Am Bei Mit Von Zu Für Gegen Über Unter Vor Zwischen Durch Ohne Bis Seit
    Während Dies Diese Dieser Dieses Pour Contre Avec Sans Dans Sur Sous Entre Après Avant
    Depuis Mais Et Ou Donc Car Si Comme Quand Como Cuando Pero Para Por Sobre Workers Red White
    Civil War World Great New Old Der Die Das Le La Les Il El Los Un Une Ein Eine
    """
)


# Doctrines and their followers: "Maoist", "Fabianism"; but "Lindqvist", "Twist", "Christ" are names
_DOCTRINE = re.compile(r"\w{3}(?<![uv])(?<!hr)(?:isms?|ists?)$")
_WOMAN_BEFORE = re.compile(r"\b(?:Mrs|Miss|Ms|Madame|Mme|Mlle|Lady|Frau|Señora|Doña)\.?\s$")
# "Laue, Theodore von 1961": a list of books, in which names stand inverted
_INVERTED_NAME = re.compile(r"(?:^|\n)\W{0,3}[A-ZÀ-Þ][\w’-]+(?:\s[A-ZÀ-Þ][\w’-]+)?,\s$")
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}")
_TITLE_BEFORE = re.compile(
    r"\b(?:Dr|Mr|Mrs|Miss|Sir|Lord|Lady|Cllr|Councillor|Alderman|Rev|Professor|Prof|Comrade|Citizen|General|Captain|"
    r"Bro|Brother|President|Herr|Monsieur|Señor|Genosse)\.?\s$"
)
_NOT_BODIES = words(
    """
    The In At On As A An And But When While For From With After Before Since Thus Hence So Yet
    II III IV VI VII
    VIII IX XI XII USSR USA UK US RSFSR MP MPs OK CENTURY
    """
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|throughout|around|outside|across|visited|the|The|an?|An?|der|die|das|Der|"
    r"Die|Das|eine?[rnms]?|Eine?|le|la|les|Le|La|Les|une?|Une?|el|los|las|El|Los|Las)\s$"
)


_TITLE_REACH, _INVERTED_REACH, _PLACE_REACH = 12, 40, 14  # characters before a name
_VERB_REACH = 40  # characters after it
_RARELY = 5  # one place in so many words of saying


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, body or pronoun at ``start:end``. ``key``: the surname, folded, or ""."""

    start: int
    end: int
    key: str
    kind: str
    female: bool | None = None


@dataclass(slots=True)
class _Lone:
    """How often a name of one word speaks, and stands like a place's ("in Holm")."""

    speaks: int = 0
    as_place: int = 0
    inside: bool = False

    @property
    def is_speaker(self) -> bool:
        """Capitals inside a sentence tell a name from the sentence's first word."""
        return self.inside and self.as_place * _RARELY <= self.speaks


class People:
    """The persons of one document by surname, with the fullest form of each name."""

    def __init__(self, text: str, authors: list[str]):
        self.text = text
        self._words = frozenset(_LETTERS.findall(text))
        self.full: dict[str, str] = {}
        self._forms: dict[str, Counter[str]] = {}
        self._papers: dict[str, str] = {}
        self._female: dict[str, bool | None] = {}
        for author in authors:
            if is_name(author):
                self._add(author)
        self._gather()
        self._by_given = self._given_names()
        for key, forms in self._forms.items():
            self.full[key] = max(forms, key=lambda form: (_given(form), forms[form], len(form)))
            first, _, rest = self.full[key].partition(" ")
            if rest and (first in _GIVEN_FEMALE or first in _GIVEN_MALE):
                self._female.setdefault(key, first in _GIVEN_FEMALE)

    def _is_titled_woman(self, start: int) -> bool:
        return _WOMAN_BEFORE.search(self.text[max(0, start - 9) : start]) is not None

    def _add(self, name: str, female: bool = False) -> None:
        key = surname(name)
        if len(key) < 2 or _names_nobody(name) or key.upper() == name.split()[-1]:
            return
        self._forms.setdefault(key, Counter())[name] += 1
        if female:
            self._female[key] = True

    def _gather(self) -> None:
        """Names in running text: by given name or initials, or before a verb of saying."""
        lone: dict[str, _Lone] = {}
        for match in _SEQUENCE.finditer(self.text):
            start, end = _core(match)
            name = _bare(self.text[start:end])
            parts = name.split()
            if _has_given_name(parts):
                if len(parts[-1]) > 1 and not self._is_inverted(start):
                    self._add_titled(name, start)
            elif _TITLE_BEFORE.search(self.text[max(0, start - _TITLE_REACH) : start]):
                self._add_titled(name, start)
            elif self._speaks_in_full(parts, start, end):
                self._add(name)
            elif len(parts) == 1 and not _names_nobody(name) and not name.endswith("ly"):
                self._note_lone(lone.setdefault(name, _Lone()), start, end)
        given = self._given_names()
        for name, seen in lone.items():
            if seen.is_speaker and name not in given:
                self._add_lone(name)

    def _add_titled(self, name: str, start: int) -> None:
        if not _names_nobody(name.split()[-1]):
            self._add(name, self._is_titled_woman(start))

    def _is_inverted(self, start: int) -> bool:
        before = self.text[max(0, start - _INVERTED_REACH) : start]
        return _INVERTED_NAME.search(before) is not None

    def _note_lone(self, seen: _Lone, start: int, end: int) -> None:
        """A name of one word: whether it stands like a place's, or makes somebody speak."""
        if _PLACE_BEFORE.search(self.text[max(0, start - _PLACE_REACH) : start]):
            seen.as_place += 1
        follows = self.text[end : end + _VERB_REACH].lstrip(" ,")
        if SPEECH_VERB.match(follows.split(", ")[0]):
            seen.speaks += 1
            seen.inside = seen.inside or not _begins_sentence(self.text, start)

    def _add_lone(self, name: str) -> None:
        if surname(name) not in self._forms and not self._is_common(name):
            self._add(name)

    def _speaks_in_full(self, parts: list[str], start: int, end: int) -> bool:
        """ "As Nunzio Pernicone notes": two capitals, a verb of saying, and no article before."""
        if not 2 <= len(parts) <= 3 or any(map(_names_nobody, parts)):
            return False
        if _ORGAN.search(parts[-1]) or _PLACE_BEFORE.search(
            self.text[max(0, start - _PLACE_REACH) : start]
        ):
            return False
        if any(part.isupper() and len(part) > 2 for part in parts):
            return False
        return SPEECH_VERB.match(self.text[end : end + _VERB_REACH].lstrip(" ,")) is not None

    def _given_names(self) -> dict[str, str]:
        """Given names that belong to one person only: "Murray recalled" is Murray Bookchin."""
        owners: dict[str, set[str]] = {}
        for key, forms in self._forms.items():
            for form in forms:
                first, _, rest = form.partition(" ")
                if rest and first in _GIVEN_MALE | _GIVEN_FEMALE:
                    owners.setdefault(first, set()).add(key)
        return {first: min(keys) for first, keys in owners.items() if len(keys) == 1}

    def _is_common(self, name: str) -> bool:
        """A word that the text also writes small is no name.

        The text is only gone through for names of several parts, "Smith-Jones", whose parts it all
        has small.
        """
        small = name.lower()
        parts = _LETTERS.findall(small)
        if not self._words.issuperset(parts):
            return False
        return [small] == parts or re.search(rf"\b{re.escape(small)}\b", self.text) is not None

    def name_of(self, key: str) -> str:
        return self.full.get(key, key.title())

    def full_name(self, author: str) -> str:
        """The fullest form of an author's name, unless it is another person's of that surname."""
        full = self.name_of(surname(author))
        parts = author.split()
        return full if len(parts) < 2 or parts[0][:1] == full[:1] else author

    def knows(self, name: str) -> bool:
        return surname(name) in self.full

    def may_be_one(self, name: str) -> bool:
        """Whether a name joined to a person's by "and" is a person's too: "Holm and Stein"."""
        if self.knows(name):
            return True
        return " " not in name and not _names_nobody(name) and not self._is_common(name)

    def is_female(self, key: str) -> bool | None:
        """As the given name tells; None where it does not."""
        return self._female.get(key)

    def learn_papers(self, titles: list[str]) -> None:
        """Papers that notes cite, by the last word of their names: "the ‘Reporter’ noted"."""
        for title in titles:
            last = title.split()[-1].strip("”\"’'") if title.split() else ""
            if len(title.split()) > 1 and last.isalpha() and last[0].isupper() and len(last) > 3:
                self._papers.setdefault(last, title)
        names = "|".join(map(re.escape, self._papers)) or "(?!)"
        self._paper = re.compile(rf"\b[Tt]he\s[‘'“\"]?(?P<name>{names})\b")

    def mentions(self, start: int, end: int) -> list[Mention]:
        """Persons, bodies and pronouns in ``text[start:end]``, in order."""
        found: list[Mention] = []
        for match in _SEQUENCE.finditer(self.text, start, end):
            found.extend(self._persons(match))
        for match in _BODY.finditer(self.text, start, end):
            name = (match["name"] or match["plain"] or match["short"]).strip()
            first, _, rest = name.partition(" ")
            name = rest if rest and first in _NOT_BODIES else name
            if name not in _NOT_BODIES:
                found.append(Mention(match.start(), match.end(), name, "body"))
        for match in _PUBLICATION.finditer(self.text, start, end):
            found.append(Mention(match.start(), match.end(), match["name"], "body"))
        if self._papers:
            for match in self._paper.finditer(self.text, start, end):
                title = self._papers[match["name"]]
                found.append(Mention(match.start(), match.end(), title, "body"))
        for match in _PRONOUN.finditer(self.text, start, end):
            female = match.group()[0] in "Ss" or match.group().lower().startswith("her")
            found.append(Mention(match.start(), match.end(), "", "pronoun", female))
        return sorted(found, key=lambda mention: mention.start)

    def _is_same(self, name: str, known: str, key: str) -> bool:
        """Whether the words before the surname are that person's ("Temperance Hall": no)."""
        parts = name.split()
        if len(parts) == 1:
            return True
        if len(parts) > len(known.split()) + 2:
            return False
        first = parts[0].strip(".")
        given = first in _GIVEN_MALE or first in _GIVEN_FEMALE or len(first) <= 2
        return given or any(parts[0] in form.split() for form in self._forms[key])

    def _persons(self, match: re.Match[str]) -> list[Mention]:
        start, end = _core(match)
        name = _bare(self.text[start:end])
        key = surname(name)
        known = self.full.get(key)
        if known is None:
            key = self._by_given.get(name, "")
            return [Mention(start, end, key, "person", self.is_female(key))] if key else []
        while not self._is_same(name, known, key):
            _, _, rest = name.partition(" ")
            if " " not in rest:
                return []
            start += len(name) - len(rest)
            name = rest
        return [Mention(start, end, key, "person", self._female.get(key))]


def _names_nobody(word: str) -> bool:
    return word in _NOT_PERSONS or _DOCTRINE.search(word) is not None


def _has_given_name(parts: list[str]) -> bool:
    """ "Karl Holm", "K. Holm": a given name or initials, and more."""
    if len(parts) < 2:
        return False
    first = parts[0]
    return first in _GIVEN_MALE or first in _GIVEN_FEMALE or _INITIALS.fullmatch(first) is not None


def _core(match: re.Match[str]) -> tuple[int, int]:
    """The name within a run of capitals: no "As" before it, nothing after a possessive."""
    start, end = match.start(), match.end()
    text = match.string
    while True:
        word = re.match(r"[\w’'.-]+", text[start:end])
        rest = word and text[start + word.end() : end]
        if not word or not rest or not _names_nobody(word.group().rstrip(".")):
            break
        start += word.end() + len(rest) - len(rest.lstrip())
    possessive = re.search(r"[’']s?(?=\s|$)", text[start:end])
    if possessive:
        end = start + possessive.end()
    last = text[start:end].rsplit(None, 1)
    if len(last) == 2 and SPEECH_VERB.fullmatch(last[1]):
        end = start + len(last[0])
    return start, end


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(' “"‘(')
    return not before or before[-1] in ".!?\n:]”"


def _bare(name: str) -> str:
    return (
        re.sub(r"[’']s?$", "", name.strip()).rstrip(".’'")
        if not name.endswith(".")
        else name.strip(".")
    )


def _given(form: str) -> int:
    """Prefer full names in running order: given name and surname, not mere initials."""
    parts = form.split()
    if len(parts) > 1 and (parts[0] in _GIVEN_MALE or parts[0] in _GIVEN_FEMALE):
        return 3
    return 2 if 1 < len(parts) <= 4 and len(parts[0].strip(".")) > 1 else len(parts) > 1
