"""Every address of the site. docs/url-contract.md describes their parameters."""

from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from timeline.admin import contrast_preview
from timeline.selection_views import takes
from timeline.sitemaps import SITEMAPS
from timeline.views import browse, contrasts, timeline

SECTION_NAME = "django.contrib.sitemaps.views.sitemap"  # the name that the index looks for

# Below the admin's forms of a contrast, and not part of it: they show the public page.
CONTRAST_PREVIEWS = [
    path("add/preview/", contrast_preview, name="contrast_preview"),
    path("<object_id>/change/preview/", contrast_preview, name="contrast_preview"),
]

urlpatterns = [
    path("", timeline.timeline, name="timeline"),
    path("contrast/", contrasts.contrast, name="contrast"),
    path("contrast/then-and-now/", contrasts.then_and_now, name="then_and_now"),
    path("contrast/<slug:slug>/", contrasts.composed_contrast, name="composed_contrast"),
    path("quotations/<slug:ref>/", timeline.quotation, name="quotation"),
    path("quotations.<str:extension>", timeline.export, name="export"),
    path("speakers/", browse.speakers, name="speakers"),
    path("speakers/<slug:slug>/", browse.speaker, name="speaker"),
    path("topics/", browse.topics, name="topics"),
    path("topics/<slug:slug>/", browse.topic, name="topic"),
    path("sources/", browse.sources, name="sources"),
    path("sources/<slug:slug>/", browse.source, name="source"),
    path("years/<int:year>/", browse.year, name="year"),
    path("articles/", browse.articles, name="articles"),
    path("articles/<slug:slug>/", browse.article, name="article"),
    path("method/", browse.method, name="method"),
    path("corrections/", browse.corrections, name="corrections"),
    path("glossary/", browse.glossary, name="glossary"),
    path("data/", browse.data, name="data"),
    path("favicon.ico", timeline.favicon, name="favicon"),
    path("robots.txt", timeline.robots, name="robots"),
    path("sitemap.xml", takes()(index), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<section>.xml", takes("p")(sitemap), {"sitemaps": SITEMAPS}, name=SECTION_NAME),
    path("admin/quotes/contrast/", include(CONTRAST_PREVIEWS)),
    path("admin/", admin.site.urls),
]
handler400 = "timeline.views.errors.bad_request"
handler403 = "timeline.views.errors.permission_denied"
handler404 = "timeline.views.errors.not_found"
handler500 = "timeline.views.errors.server_error"
