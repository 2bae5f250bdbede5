"""Pages of passages, and the links between them."""

from dataclasses import dataclass

from quotes.selection import PER_PAGE, Selection


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page by its number; ``number`` is None for the gap between pages."""

    number: int | None
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    current: int
    last: int
    links: tuple[PageLink, ...]
    previous_url: str
    next_url: str
    first_url: str


class NoSuchPage(Exception):
    """The address asks for a page that the result does not have; ``pages`` are those it has."""

    def __init__(self, pages: Pages):
        super().__init__(f"There are {pages.last} pages, and not {pages.current}.")
        self.pages = pages


def page_links(
    selection: Selection, passages: int, path: str = "/", per_page: int = PER_PAGE
) -> Pages:
    """The links of a result of so many passages; an empty result has one page.

    Raises NoSuchPage, which the gate answers.
    """
    last = max(1, -(-passages // per_page))

    def url(number: int) -> str:
        return selection.having(page=number).url(path)

    current = selection.page
    near = sorted({1, last, *range(max(1, current - 2), min(last, current + 2) + 1)})
    links: list[PageLink] = []
    for before, number in zip([0, *near], near, strict=False):
        if number - before > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, url(number), number == current))
    pages = Pages(
        current=current,
        last=last,
        links=tuple(links),
        previous_url=url(current - 1) if 1 < current <= last else "",
        next_url=url(current + 1) if current < last else "",
        first_url=url(1),
    )
    if current > last:
        raise NoSuchPage(pages)
    return pages
