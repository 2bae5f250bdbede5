"""axe-core on a page: once with every rule, elsewhere with those that can end differently there."""

from axe_playwright_python.base import AXE_SCRIPT

# By far the dearest rules, and another width leaves colours as they are: see
# test_pages.test_a_scheme_changes_colours_alone for why a scheme changes nothing else.
OF_COLOURS = ("color-contrast", "link-in-text-block")
# axe looks for small targets only when asked.
EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
ALL_BUT_COLOURS = {"rules": EVERY_RULE["rules"] | dict.fromkeys(OF_COLOURS, {"enabled": False})}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": list(OF_COLOURS)}}

RUN = """
async (options) => {
  const { violations } = await axe.run({ ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}: ${target.join(" ")}`));
}
"""


def problems(page, options=None):
    """What axe finds wrong, each as "rule: what it asks for: where"; `options` are axe's own."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, options or {})
