from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "timeline"

    def ready(self):
        from timeline import checks  # noqa: F401  (registers the check)
