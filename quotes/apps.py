from django.apps import AppConfig
from django.db.models.signals import post_migrate


class QuotesConfig(AppConfig):
    """What is known: dated quotations with their proof."""

    name = "quotes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from quotes.data_version import watch_tables

        post_migrate.connect(watch_tables, sender=self)
