#!/usr/bin/env python3
"""Django's command line for this site."""

import os
import signal
import sys


def main():
    os.umask(0o077)  # what is written here, the database above all, is nobody else's to read
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
    except ImportError:
        sys.exit(
            "Django is not installed for this Python. Run `make run` once,"
            " then use .venv/bin/python manage.py …"
        )
    try:
        settings.INSTALLED_APPS  # noqa: B018  (reading one setting reads them all)
    except ImproperlyConfigured as error:
        sys.exit(f"The site cannot start: {error}")
    try:
        run(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads along, as `head` does, has seen enough. What is still to be written goes
        # nowhere, and the exit code is that of a program that the closed pipe has ended.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)


def run(arguments):
    """Run a command; what is the matter with the database is said in sentences."""
    from django.core.management import execute_from_command_line

    from quotes import database_trouble

    try:
        execute_from_command_line(arguments)
    except database_trouble.ERRORS as error:
        told = database_trouble.told(error)
        if not told:
            raise
        sys.exit(told)


if __name__ == "__main__":
    main()
