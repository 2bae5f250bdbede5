"""Every setting of the site, in one file; what environment variables decide comes first.

docs/deployment.md has the table of all variables. Without any of them the site runs on this machine
for this machine, with a SQLite file.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from timeline import env

BASE_DIR = Path(__file__).resolve().parent.parent

# From the environment
SECRET_KEY = env.secret("SECRET_KEY", BASE_DIR / ".secret-key")
DEBUG = env.switch("DEBUG")
HOST = env.listening_address("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, 1, 65535)
SITE_URL = env.site_url("SITE_URL")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", env.hosts_that_follow(HOST, SITE_URL))
DATABASES = {"default": env.database("DATABASE_URL", BASE_DIR)}
REPORT_EMAIL = env.email("REPORT_EMAIL")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0, 0, 9)
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 0, 0, 2 * 365 * 24 * 3600)
HSTS_WHOLE_DOMAIN = env.switch("HSTS_WHOLE_DOMAIN")

# Encryption follows the public address. Gunicorn learns from the proxy before it that a visitor
# came by https, and believes that only of proxies it trusts (FORWARDED_ALLOW_IPS).
HTTPS = SITE_URL.startswith("https://")
if SECURE_HSTS_SECONDS and not HTTPS:
    raise ImproperlyConfigured("HSTS_SECONDS needs a SITE_URL that begins with https://.")
if HSTS_WHOLE_DOMAIN and not SECURE_HSTS_SECONDS:
    raise ImproperlyConfigured("HSTS_WHOLE_DOMAIN needs HSTS_SECONDS to be above 0.")
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS_WHOLE_DOMAIN
SECURE_HSTS_PRELOAD = HSTS_WHOLE_DOMAIN
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
# Whether the whole domain speaks https alone is for its owner to say, not for this site to urge.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# The parts
INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "timeline",
    "quotes",
    "csp",
    "django_htmx",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "timeline.middleware.Health",
    # Before all that may answer by itself, so that every answer has their headers.
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "timeline.middleware.KeptAnswers",
    # Compression beside a secret can leak the secret (the BREACH attack). Django answers it twice:
    # the CSRF token is masked anew in every answer, and random bytes pad every compressed one.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "timeline.middleware.OneSnapshot",
]
ROOT_URLCONF = "timeline.urls"
WSGI_APPLICATION = "timeline.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "timeline.context_processors.site",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in (timeline.sign_in): so many failures, then a pause.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}  # of one visitor; for one account
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# Every page, the admin included, loads only from this site; nothing inline, nothing foreign.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}

# "pages" are the answers that are kept (timeline.middleware), in the memory of each worker: some
# 20 kB each, with an entry of its own for what each varies by. "default" are the failures to sign
# in, which all workers must count together; `migrate` makes its table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_failures",
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Language and time
LANGUAGE_CODE = "en-gb"
USE_I18N = False  # one language; looking for others takes a tenth of the time of every page
DATE_FORMAT, DATETIME_FORMAT = "j F Y", "j F Y, H:i"
TIME_ZONE = "UTC"
USE_TZ = True
# Django 6's own default, taken early: an address typed without a scheme means https.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Static files: collected into .static, compressed, each under a name that changes with its content.
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / ".static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "timeline.staticfiles.BundleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Errors go where gunicorn's own messages go; Django by itself would mail them to nobody.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"asked": {"()": "timeline.logs.Asked"}},
    "formatters": {
        "dated": {"format": "[{asctime}] {levelname} {name}: {message}{asked}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "dated",
            "filters": ["asked"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Scanners ask for foreign host names all day; the 400 they get is enough.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # Django leaves it to the server to drop the body of an answer to HEAD; gunicorn says so.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
