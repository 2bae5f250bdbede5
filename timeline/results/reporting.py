"""Reporting a problem: a prepared mail to the address in the settings."""

from urllib.parse import quote

from django.conf import settings

from quotes.data_version import data_version
from quotes.models import Quotation


def report_address(quotation: Quotation, address: str) -> str:
    """A mailto: link that names the quotation and the version of the data; empty if unset."""
    if not settings.REPORT_EMAIL:
        return ""
    subject = f"Quotation {quotation.ref}"
    body = (
        f"{address}\nData of {data_version()}\n"
        f"Article file: sha256 {quotation.passage.article.sha256[:12]}\n\n"
        "What is wrong, and how do you know?\n"
    )
    return f"mailto:{settings.REPORT_EMAIL}?subject={quote(subject)}&body={quote(body)}"
