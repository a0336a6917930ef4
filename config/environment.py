"""What the outside world tells the process: names, secrets, switches."""

import ipaddress
import os
import re
import secrets
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH, PASSWORD_LENGTH = 50, 16
MASTER_KEY = re.compile(r"[0-9a-fA-F]{64}")
NO_PROVIDERS = {"console", "test"}  # what Anymail has for its own ends
PLACEHOLDERS = ("change", "secret", "example", "insecure", "password")


def text(name: str, default: str = "") -> str:
    """What stands in the file that `…_FILE` names, for a vault gives out files; else the variable."""
    return _in_file(f"{name}_FILE") or os.environ.get(name, "").strip() or default


def _in_file(name: str) -> str:
    file = os.environ.get(name, "").strip()
    if file and not Path(file).is_file():
        raise ImproperlyConfigured(f"{name} names {file}, and there is no such file.")
    return Path(file).read_text().strip() if file else ""


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.lstrip("-").isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def switch(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value not in {"", "0", "1", "no", "yes", "false", "true"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return default if not value else value in {"1", "yes", "true"}


def pairs(name: str) -> dict[str, str]:
    """`NAME=value,OTHER=value`; what stands there may be secret, so no refusal repeats it."""
    found = [pair.partition("=") for pair in words(name)]
    if not all(sign for _, sign, _ in found):
        raise ImproperlyConfigured(f"{name} must be NAME=value, and more of them after commas.")
    return {key.strip(): value.strip() for key, _, value in found}


def mail_backend() -> str:
    """SMTP, or a provider by the name that it has in Anymail."""
    name = text("MAIL_BACKEND", "smtp")
    if name == "smtp":
        return "django.core.mail.backends.smtp.EmailBackend"
    try:
        known = re.fullmatch(r"[a-z_]+", name) and import_module(f"anymail.backends.{name}")
    except ImportError:
        known = None
    if not hasattr(known, "EmailBackend") or name in NO_PROVIDERS:
        raise ImproperlyConfigured(
            "MAIL_BACKEND must be smtp, or the name that Anymail has for a provider, such as mailgun or "
            "postmark; what that one needs besides must be installed."
        )
    return f"anymail.backends.{name}.EmailBackend"


def files(name: str) -> list[str]:
    found = words(name)
    if missing := [file for file in found if not Path(file).is_file()]:
        raise ImproperlyConfigured(f"{name} names {missing[0]}, and there is no such file.")
    return found


def required(name: str) -> str:
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is missing: production does not start without it.")
    return value


def secret(name: str) -> str:
    """A secret that would stand in production: long, varied, no placeholder."""
    return _hard_to_guess(name, required(name), SECRET_LENGTH)


def former_secrets(name: str) -> list[str]:
    """With these as well somebody could sign: none may be weaker than the current one."""
    return [_hard_to_guess(name, value, SECRET_LENGTH) for value in words(name)]


def address(name: str) -> str:
    """Of a server. Its password is as good as a secret, unless nobody outside of this machine can ask.

    What goes over a network that others share is encrypted, to a server whose certificate is checked.
    """
    value = required(name)
    parts = urlsplit(value)
    query = parse_qs(parts.query)
    if _is_socket(parts.scheme, parts.hostname, query):
        return value
    _hard_to_guess(f"The password in {name}", unquote(parts.password or ""), PASSWORD_LENGTH)
    host = parts.hostname or query.get("host", [""])[0]
    if not (_is_near(host) or _is_checked(parts.scheme, query)):
        raise ImproperlyConfigured(
            f"{name} goes over a network without TLS: add ?sslmode=verify-full for PostgreSQL, use rediss:// "
            f"for Redis, or name the host in PLAIN_HOSTS if that network is encrypted already."
        )
    return value


def mail_server(name: str) -> str:
    """Django looks at its certificate, once it is asked to use TLS at all."""
    host = required(name)
    if not (_is_near(host) or switch("MAIL_TLS", default=False)):
        raise ImproperlyConfigured(
            f"Mail goes over a network without TLS: set MAIL_TLS=1, or name {host} in PLAIN_HOSTS."
        )
    return host


def _is_checked(scheme: str, query: dict[str, list[str]]) -> bool:
    """For Redis both are so unless the address says otherwise; for PostgreSQL neither."""
    if scheme != "rediss":
        return query.get("sslmode") == ["verify-full"]
    checks = query.get("ssl_cert_reqs", ["required"]), query.get("ssl_check_hostname", ["true"])
    return checks == (["required"], ["true"])


def _is_near(host: str) -> bool:
    """This machine, a neighbour in a network of the machine (Compose names it in one word), or one of those
    whose network whoever runs the site vouches for.
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return "." not in host or host in words("PLAIN_HOSTS")


def _is_socket(scheme: str, host: str | None, query: dict[str, list[str]]) -> bool:
    folder = unquote(host or "") or query.get("host", [""])[0]
    return scheme.endswith("unix") or folder.startswith("/")


def _hard_to_guess(name: str, value: str, length: int) -> str:
    if len(value) < length or len(set(value)) < 10:
        raise ImproperlyConfigured(
            f"{name} is too weak: give at least {length} characters from a random source."
        )
    if any(word in value.lower() for word in PLACEHOLDERS):
        raise ImproperlyConfigured(f"{name} is a placeholder: give it a value of your own.")
    return value


def master_keys(folder: Path | None = None) -> list[str]:
    """The keys that wrap everybody's own, the current one first. With a folder, one that is made once and
    kept there.
    """
    if folder:
        return [kept_secret(folder / "master_key", new_master_key)]
    keys = text("MASTER_KEYS").replace(",", " ").split()
    if not keys:
        raise ImproperlyConfigured(
            "MASTER_KEYS is missing: production does not start without it, or without MASTER_KEYS_FILE."
        )
    return [_strong(key) for key in keys]


def _strong(key: str) -> str:
    if not MASTER_KEY.fullmatch(key) or len(set(key.lower())) < 8:
        raise ImproperlyConfigured(
            "MASTER_KEYS is too weak: each is 64 hexadecimal digits, as `openssl rand -hex 32` gives them."
        )
    if key == text("SECRET_KEY"):
        raise ImproperlyConfigured("MASTER_KEYS must have nothing to do with SECRET_KEY.")
    return key


def new_master_key() -> str:
    return secrets.token_hex(32)


def new_secret() -> str:
    return secrets.token_urlsafe(64)


def kept_secret(path: Path, make: Callable[[], str] = new_secret) -> str:
    """A random secret that is made once and kept in a file only its owner can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make())
    except FileExistsError:
        pass
    return path.read_text()
