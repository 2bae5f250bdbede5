"""Pages for what went wrong. They need no database, so that they can say that it is down."""

import sys

from django.http import QueryDict
from django.shortcuts import render

from quotes.database_trouble import Trouble, trouble

PASSING = (Trouble.BUSY, Trouble.AWAY, Trouble.READ_ONLY, Trouble.FULL)
"""What is no fault of the site, and may be over when one tries again."""
TRY_AGAIN = 10  # seconds


def bad_request(request, exception=None):
    message = "The address cannot be read."
    return render(request, "400.html", {"message": message, "without": "/"}, status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    found = trouble(sys.exception())
    if found in PASSING:
        return unavailable(request, found)
    return render(request, "500.html", status=500)


def unavailable(request, found: Trouble):
    """The database cannot be read or written just now. What was typed can be sent again."""
    context = {"reason": found.value, "is_writing": request.method == "POST"}
    # Only what has passed the check against forgery: the button brings a new token along.
    if request.method == "POST" and getattr(request, "csrf_processing_done", False):
        context["typed"] = _typed(request.POST)
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = str(TRY_AGAIN)
    response["Cache-Control"] = "no-store"
    return response


def _typed(fields: QueryDict) -> list[tuple[str, str]]:
    """The fields of a form, for sending them again; none of one with a password."""
    if any("password" in name for name in fields):
        return []
    return [
        (name, value)
        for name, values in fields.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
