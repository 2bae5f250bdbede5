from django.apps import AppConfig


class QuotesConfig(AppConfig):
    """What is known: dated quotations with their proof."""

    name = "quotes"
    default_auto_field = "django.db.models.BigAutoField"
