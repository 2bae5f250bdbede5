"""Every address of the site. docs/url-contract.md describes their parameters."""

from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from timeline import contrast_views, pages, views
from timeline.sitemaps import SITEMAPS

SECTION_NAME = "django.contrib.sitemaps.views.sitemap"  # the name that the index looks for

# Below the admin's forms of a contrast, and not part of it: they show the public page.
CONTRAST_PREVIEWS = [
    path("add/preview/", contrast_views.contrast_preview, name="contrast_preview"),
    path("<object_id>/change/preview/", contrast_views.contrast_preview, name="contrast_preview"),
]

urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("contrast/", contrast_views.contrast, name="contrast"),
    path("contrast/then-and-now/", contrast_views.then_and_now, name="then_and_now"),
    path("contrast/<slug:slug>/", contrast_views.composed_contrast, name="composed_contrast"),
    path("quotations/<slug:ref>/", views.quotation, name="quotation"),
    path("quotations.<str:extension>", views.export, name="export"),
    path("speakers/", pages.speakers, name="speakers"),
    path("speakers/<slug:slug>/", pages.speaker, name="speaker"),
    path("topics/", pages.topics, name="topics"),
    path("topics/<slug:slug>/", pages.topic, name="topic"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:slug>/", pages.source, name="source"),
    path("years/<int:year>/", pages.year, name="year"),
    path("articles/", pages.articles, name="articles"),
    path("articles/<slug:slug>/", pages.article, name="article"),
    path("method/", pages.method, name="method"),
    path("corrections/", pages.corrections, name="corrections"),
    path("glossary/", pages.glossary, name="glossary"),
    path("data/", pages.data, name="data"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name=SECTION_NAME),
    path("admin/quotes/contrast/", include(CONTRAST_PREVIEWS)),
    path("admin/", admin.site.urls),
]
handler400 = "timeline.errors.bad_request"
handler403 = "timeline.errors.permission_denied"
handler404 = "timeline.errors.not_found"
handler500 = "timeline.errors.server_error"
