"""Pages for what went wrong. They need no database, so that they can say that it is down."""

from django.shortcuts import render


def bad_request(request, exception=None):
    message = "The address cannot be read."
    return render(request, "400.html", {"message": message, "without": "/"}, status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)
