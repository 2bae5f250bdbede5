"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")

site = get_wsgi_application()


def application(environ, start_response):
    """The site, whatever encoding a visitor claims for an address.

    Django would read addresses in it, which are UTF-8, and fails before any page can say so.
    """
    kind, _, parameters = environ.get("CONTENT_TYPE", "").partition(";")
    if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        environ["CONTENT_TYPE"] = ""  # there is no content
    elif "charset" in parameters.lower():
        environ["CONTENT_TYPE"] = kind
    return site(environ, start_response)
