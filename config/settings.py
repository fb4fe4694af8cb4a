"""Settings, read top to bottom. Everything that differs between sites comes from the environment;
what can be derived is derived."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.conf.global_settings import LANGUAGES

from config import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("TERMBOOK_VAR", BASE_DIR / "var")
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

# Where the site is
_SITE = env.site_url()
SITE_URL = f"{_SITE.scheme}://{_SITE.netloc}"
_IS_LOCAL = _SITE.hostname in {"localhost", "127.0.0.1", "::1"}
_IS_SECURE = _SITE.scheme == "https"
DEBUG = env.boolean("DEBUG")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS") or [
    str(_SITE.hostname),
    *(["localhost", "127.0.0.1", "[::1]"] if _IS_LOCAL else []),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# What it keeps
DATABASES = {"default": env.database(VAR_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_IS_EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
SECRET_KEY = env.secret_key(VAR_DIR / "secret_key", may_generate=_IS_EMBEDDED and not _IS_SECURE)
# Shared by all processes without a cache server; its table is made by a migration.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "glossary_cache",
        # Django's 300 would forget who sent how many messages as soon as 300 visitors did.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"

INSTALLED_APPS = [
    "glossary",
    "taggit",
    "markdownx",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    # First: what it answers needs none of the others. It keeps the headers that they set.
    "glossary.public.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before whatever answers by itself: its header belongs on static files and redirects, too.
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
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
                "glossary.public.context.site",
            ]
        },
    }
]

# Files sent as they are
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Where collectstatic has not run, pages lack their style but are still answered.
WHITENOISE_MANIFEST_STRICT = False

# Language and time
LANGUAGE_CODE = env.one_of("LANGUAGE_CODE", "en", dict(LANGUAGES))
TIME_ZONE = env.time_zone()
USE_I18N = True
USE_TZ = True

# Who may enter
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_SECURE
SECURE_HSTS_SECONDS = 31_536_000 if _IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _IS_SECURE
BEHIND_PROXY = env.boolean("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Mail
globals().update(env.email())
DEFAULT_FROM_EMAIL = env.address("DEFAULT_FROM_EMAIL", f"glossary@{_SITE.hostname}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
CONTACT_EMAIL = env.address("CONTACT_EMAIL", DEFAULT_FROM_EMAIL)

# The glossary; the other GLOSSARY_* settings and all defaults are in glossary/conf.py
GLOSSARY_NAME = env.text("GLOSSARY_NAME", "Termbook")
GLOSSARY_UPLOADS = env.boolean("GLOSSARY_UPLOADS", default=True)
GLOSSARY_PAGE_CACHE_BYTES = env.number("GLOSSARY_PAGE_CACHE_BYTES", 32 * 1024 * 1024)
GLOSSARY_SHARED_MAX_AGE = env.number("GLOSSARY_SHARED_MAX_AGE", 0)
GLOSSARY_STALE_WHILE_REVALIDATE = env.number("GLOSSARY_STALE_WHILE_REVALIDATE", 0)

# Libraries
TAGGIT_CASE_INSENSITIVE = True
MARKDOWNX_MARKDOWNIFY_FUNCTION = "glossary.text.markdown.render_block"

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.one_of("LOG_LEVEL", "WARNING", _LEVELS)},
    # Robots ask for hosts we are not; that is no error of ours, let alone a page of traceback.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
}
