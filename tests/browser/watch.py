"""Watch what browser pages do that no page of this site may do."""

from urllib.parse import urlsplit

LOCAL = {"localhost", "127.0.0.1"}
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
    window.reportViolation(
        `${event.effectiveDirective} stopped ${event.blockedURI} on ${event.documentURI}`
    )
);
"""


class Watch:
    """Collects in `seen`, as lines of text, what the watched contexts did wrong."""

    def __init__(self):
        self.seen = []

    def over(self, context):
        context.expose_binding("reportViolation", lambda source, text: self.note("policy", text))
        context.add_init_script(REPORT_VIOLATIONS)
        context.route(is_foreign, self.refuse)
        context.on("console", self.console)
        context.on("weberror", lambda error: self.note("exception", error.error))

    def note(self, kind, text):
        self.seen.append(f"{kind}: {text}")

    def refuse(self, route):
        self.note("foreign request", route.request.url)
        route.abort()

    def console(self, message):
        if message.type == "error" and not is_own_status(message):
            self.note("console", f"{message.text} ({message.location['url']})")


def is_foreign(url):
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOCAL


def is_own_status(message):
    """A page that is rightly a 404 is an error in the console too; a missing part of it is not."""
    if not message.text.startswith("Failed to load resource: the server responded"):
        return False
    return message.page is not None and message.location["url"] == message.page.url
