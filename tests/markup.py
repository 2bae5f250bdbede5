"""A page as a reader meets it: its elements, their words, its links."""

from html.parser import HTMLParser

BLOCKS = {"p", "h1", "h2", "h3", "h4", "li", "div", "section", "article", "dt", "dd", "td", "th"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Element:
    """One element; ``find_all`` takes "tag", ".class", "#id" or a tag with one of the others."""

    def __init__(self, tag, attributes=()):
        self.tag = tag
        self.attributes = {name: value or "" for name, value in attributes}
        self.children = []

    def __getitem__(self, name):
        return self.attributes[name]

    def __contains__(self, name):
        return name in self.attributes

    def __iter__(self):
        """All elements below this one, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child

    @property
    def elements(self):
        """The elements directly below this one."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def words(self):
        """What it says, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self):
        gap = " " if self.tag in BLOCKS or self.tag == "br" else ""
        yield gap
        for child in self.children:
            if isinstance(child, Element):
                yield from child._texts()
            else:
                yield child
        yield gap

    def is_a(self, selector):
        tag, mark, name = selector, "", ""
        for sign in ".#":
            if sign in selector:
                tag, mark, name = selector.partition(sign)
        if tag and tag != self.tag:
            return False
        if mark == ".":
            return name in self.attributes.get("class", "").split()
        return mark != "#" or self.attributes.get("id") == name

    def find_all(self, selector):
        """The elements below that the selector names; of several, each is inside the one before."""
        first, _, rest = selector.partition(" ")
        found = [element for element in self if element.is_a(first)]
        return [inner for outer in found for inner in outer.find_all(rest)] if rest else found

    def find(self, selector):
        """The only one."""
        (element,) = self.find_all(selector)
        return element

    def texts(self, selector):
        return [element.words for element in self.find_all(selector)]

    def links(self, selector="a"):
        """What each link says → where it leads."""
        return {link.words: link["href"] for link in self.find_all(selector)}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Element("page")]

    def handle_starttag(self, tag, attributes):
        element = Element(tag, attributes)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].children.append(Element(tag, attributes))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parse(html):
    """The page of an answer's text; every element must be closed where it ends."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    (page,) = reader.open
    return page


def page_of(response):
    return parse(response.content.decode())


def refs(element):
    """The refs of the cards on a page or a part of it, in their order."""
    return [card["id"].removeprefix("p-") for card in element.find_all(".passage-card")]
