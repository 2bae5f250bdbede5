"""The editor's desk: every model, declared. What all desks share is in ``desk``."""

from quotes.admin import catalogue, contrasts, quotations

__all__ = ["catalogue", "contrasts", "quotations"]
