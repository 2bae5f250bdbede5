"""Going through a page by Tab."""

MOST_STOPS = 400  # of a page: more means that the stop cannot be reached
# How many stops lie before the element, counted from the focus.
STOPS_BEFORE = """
(element) => {
  const all = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]"
  )].filter((stop) => stop.tabIndex >= 0 && !stop.disabled && stop.checkVisibility());
  return all.indexOf(element) - 1 - all.findLastIndex((stop) =>
    stop === document.activeElement
    || stop.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
}
"""


def tab_to(page, target):
    """Press Tab until the target has the focus; nobody need look on the way there."""
    for _ in range(target.evaluate(STOPS_BEFORE)):
        page.keyboard.press("Tab")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{target} cannot be reached by Tab.")
