"""All settings, read from the environment. `.env.example` lists the variables.

MOMENTS_ENV is `production` unless it says `demo` or `test`; production refuses to start on a missing
or weak secret. Beyond that the three differ only in what the comments below name.
"""

from pathlib import Path
from typing import Any

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from config import environment, logs, services
from config.allauth_forms import ACCOUNT_FORMS, MFA_FORMS  # noqa: F401 - settings of allauth
from config.content_policy import CONTENT_SECURITY_POLICY  # noqa: F401 - of django-csp

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = environment.text("MOMENTS_ENV", "production")
if ENVIRONMENT not in {"production", "demo", "test"}:
    raise ImproperlyConfigured("MOMENTS_ENV must be production, demo or test.")
PRODUCTION = ENVIRONMENT == "production"
DEMO = ENVIRONMENT == "demo"
DEBUG = False

_KEPT_SECRET = services.data_folder() / "secret_key"
SECRET_KEY = (
    environment.secret("SECRET_KEY") if PRODUCTION else environment.kept_secret(_KEPT_SECRET)
)
SECRET_KEY_FALLBACKS = environment.former_secrets("SECRET_KEY_FALLBACKS") if PRODUCTION else []
# These wrap the keys with which people's words are sealed; the first is the current one.
MASTER_KEYS = environment.master_keys(None if PRODUCTION else services.data_folder())
if PRODUCTION:
    environment.address("DATABASE_URL")
    environment.address("REDIS_URL")
    environment.required("SITE_URL")
    if environment.text("MAIL_BACKEND", "smtp") == "smtp":
        environment.mail_server("MAIL_HOST")
SITE_URL = environment.text("SITE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]"
)
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is missing: production does not start without it.")
CSRF_FAILURE_VIEW = "couples.views.outdated.outdated"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if PRODUCTION else []
NEUTRAL_SITE = environment.text("NEUTRAL_SITE", "https://www.wikipedia.org/")

INSTALLED_APPS = [
    "care",
    "checkins",
    "exercises",
    "journaling",
    "listening",
    "mending",
    "closeness",
    "cycle",
    "goals",
    "cues",
    "leaving",
    "reminders",
    "couples",
    "privacy",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "couples.staff_app.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]
if ENVIRONMENT == "test":
    INSTALLED_APPS.append("tests.passing")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "privacy.even.EvenTime",
    "privacy.middleware.Headers",
    "privacy.middleware.Methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "privacy.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "privacy.middleware.WhoIsAsking",
    "privacy.middleware.OwnForms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "privacy.middleware.Person",
    "privacy.middleware.Left",
    "couples.middleware.SignInFirst",
    "privacy.denials.Denials",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "couples.middleware.LocalTime",
    "couples.middleware.Pace",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "config.forms.FormRenderer"
_LOADERS = "django.template.loaders"
_CACHED = (
    "config.folding.Loader",
    [f"{_LOADERS}.filesystem.Loader", f"{_LOADERS}.app_directories.Loader"],
)
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", [_CACHED])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "couples.context_processors.house",
            ],
            "builtins": ["template_partials.templatetags.partials"],
        },
    }
]

# The history of the content is read by the row that it is of, never by date.
SIMPLE_HISTORY_DATE_INDEX = False

# Pages and jobs speak as moments_web, which owns nothing and is held by row-level security. Only
# `migrate --database owner` speaks as the owner.
_POOL = environment.number("DATABASE_POOL", 0)
_DATABASE: dict[str, Any] = {
    "ENGINE": "privacy.postgresql",
    **services.database(),
    "OPTIONS": services.database_options(),
    "CONN_HEALTH_CHECKS": True,
}
DATABASES: dict[str, Any] = {
    "default": {
        **_DATABASE,
        "CONN_MAX_AGE": 0 if _POOL else 60,
        "OPTIONS": {
            **services.database_options(),
            "options": "-c role=moments_web -c statement_timeout=15s -c lock_timeout=5s",
            "pool": {"min_size": 1, "max_size": _POOL, "timeout": 10} if _POOL else False,
        },
        "TEST": {"MIRROR": "owner"},
    },
    "owner": _DATABASE,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = services.redis_url()
CACHES = {
    "default": {
        "BACKEND": "privacy.caching.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 3, "socket_connect_timeout": 3},
    }
}

AUTH_USER_MODEL = "couples.User"
AUTHENTICATION_BACKENDS = ["couples.accounts.AuthenticationBackend"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "privacy.passwords.NotABreachedOne"},
    {"NAME": "privacy.passwords.NotOfThisHouse"},
]
AUTH_PASSWORD_VALIDATORS += [
    {"NAME": "privacy.passwords.NotABreachedOne", "OPTIONS": {"password_list_path": file}}
    for file in environment.files("BREACHED_PASSWORDS")
]
PASSWORD_HASHERS = ["privacy.passwords.Argon2PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 3600  # seconds that a link by mail opens anything
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "couples.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
# A changed password ends every other session; the one that changed it goes on.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# How often a password may be tried, or a reset be asked for, is in couples/tries.py. Counting every visit
# of an address, or every passkey, would let one of two who share it lock out the other.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "reset_password": None,
}
# How much one person may send in a minute, which is more than anybody types; 0 sets no limit.
SENT_A_MINUTE = 0 if ENVIRONMENT == "test" else 120
MFA_RATE_LIMITS = {"webauthn_login": None}
# Answers at the door come after so many milliseconds, or twice as many, and so on; see privacy/even.py.
SIGN_IN_STEP_MS = environment.number("SIGN_IN_STEP_MS", 0 if ENVIRONMENT == "test" else 500)
# Rate limits count by the visitor's address, which the last so many proxies report truthfully.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES", 0)
MFA_ADAPTER = "couples.accounts.SecondKeyAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Moments"
# Staff reach the admin, and therapists their couples, only with a second factor; the demo would
# otherwise lock its own people out.
STAFF_SECOND_FACTOR = PRODUCTION or environment.switch("STAFF_SECOND_FACTOR", default=not DEMO)

SESSION_ENGINE = "privacy.sessions"
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
LEFT_COOKIE_NAME = "__Host-left" if PRODUCTION else "left"  # quick-exit.js sets it
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 60 * environment.number("SESSION_IDLE_MINUTES", 15)
SESSION_ABSOLUTE_SECONDS = 3600 * environment.number("SESSION_HOURS", 12)
# As long again, a page left open may still send what was typed into it; it opens nothing any more.
SESSION_COOKIE_AGE = 2 * SESSION_ABSOLUTE_SECONDS
# In a cookie of its own a message would outlive its session, and greet the next one at this device.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A note of 1 MB that is not English is sent as three; deploy/Caddyfile has the same limit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English (UK)"), ("en-us", "English (US)")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION

DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "Moments <moments@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
# The demo shows what it sends on a page of its own and on the console.
MAILBOX = services.data_folder() / "mail"
EMAIL_BACKEND = environment.mail_backend() if PRODUCTION else "reminders.mailbox.MailboxBackend"
ANYMAIL = environment.pairs("ANYMAIL")
EMAIL_HOST = environment.text("MAIL_HOST", "localhost")
EMAIL_PORT = environment.number("MAIL_PORT", 25)
EMAIL_HOST_USER = environment.text("MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("MAIL_PASSWORD")
EMAIL_USE_TLS = environment.switch("MAIL_TLS", default=False)
EMAIL_TIMEOUT = 10
MAIL_AFTER_ANSWER = ENVIRONMENT != "test"

# Celery is only the clock: no result, no schedule of a person's own, nothing lost with it.
CELERY_BROKER_URL = services.broker_url()
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # its own would write down what an exception says
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = environment.number("WORKER_CONCURRENCY", 2)
TICK_SECONDS = environment.number("TICK_SECONDS", 30)
# How long a tick may hold a reminder: longer than a task may live, so that its holder is surely gone.
REMINDER_LEASE_SECONDS = environment.number("REMINDER_LEASE_SECONDS", 180)
# How long the log of access is kept; what is younger than 30 days the database itself holds on to.
ACCESS_LOG_DAYS = environment.number("ACCESS_LOG_DAYS", 365)
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "reminders.tasks.tick",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    },
    "forget": {"task": "privacy.tasks.forget_accesses", "schedule": crontab(hour=4, minute=17)},
    "sessions": {"task": "privacy.tasks.forget_sessions", "schedule": crontab(hour=4, minute=27)},
}
# One tick, always the same: there is nothing to remember in a file that a kill could break.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"

LOGGING = logs.to_console(environment.text("LOG_LEVEL", "INFO"))
