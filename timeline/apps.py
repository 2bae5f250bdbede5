from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.models.signals import post_migrate


class TimelineConfig(AppConfig):
    name = "timeline"

    def ready(self):
        from timeline import checks  # noqa: F401  (registers the check)

        # Of this app nothing is migrated: it has no models.
        post_migrate.connect(make_cache_table, sender=apps.get_app_config("quotes"))


def make_cache_table(using: str, **kwargs) -> None:
    """Where failures to sign in are counted (timeline.settings). Can be repeated."""
    call_command("createcachetable", database=using, verbosity=0)
