#!/usr/bin/env python3
"""Django's command line for this site."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed for this Python. Run `make run` once,"
            " then use .venv/bin/python manage.py …"
        )
    try:
        settings.INSTALLED_APPS  # noqa: B018  (reading one setting reads them all)
    except ImproperlyConfigured as error:
        sys.exit(f"The site cannot start: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
