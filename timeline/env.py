"""Read environment variables strictly: a bad value is answered in a sentence that names it.

Each reader takes the variable's name and returns a checked value, or the default when the variable
is unset or empty (which is how container files often spell "unset"). A bad value raises
ImproperlyConfigured.
"""

import os
import re
import secrets
import socket
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

SWITCH = {
    **dict.fromkeys(("1", "on", "true", "yes"), True),
    **dict.fromkeys(("0", "off", "false", "no"), False),
}
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
SECRET_LENGTH = 50
PLACEHOLDER = "replace-this"  # what docs/production.env has where a value of one's own must stand
LOCAL_NAMES = ["localhost", "127.0.0.1", "[::1]"]
HOST_NAME = re.compile(  # quotations.example.org, 10.0.0.7, localhost
    r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE
)


def value(name, default=""):
    text = os.environ.get(name, "").strip()
    if PLACEHOLDER in text:
        raise ImproperlyConfigured(f"{name} still says “{PLACEHOLDER}…”, as in the example.")
    return text or default


def switch(name, default=False):
    """on or off."""
    text = value(name).lower()
    if not text:
        return default
    if text not in SWITCH:
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be on or off.")
    return SWITCH[text]


def number(name, default, smallest, largest):
    """A whole number from `smallest` to `largest`, both included."""
    text = value(name)
    if not text:
        return default
    if not (text.isascii() and text.isdigit()) or not smallest <= int(text) <= largest:
        raise ImproperlyConfigured(
            f"{name} is {text!r}; it must be a whole number from {smallest} to {largest}."
        )
    return int(text)


def email(name):
    """One address, or "" when there is none."""
    text = value(name)
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise ImproperlyConfigured(
            f"{name} is {text!r}; it must be one e-mail address, such as desk@example.org."
        ) from None
    return text


def listening_address(name, default):
    """The address to listen at, without a port: a name, an IPv4 or an IPv6 address."""
    text = value(name, default).strip("[]")
    if not is_host(text):
        raise ImproperlyConfigured(
            f"{name} is {text!r}; it must be an address to listen at, such as 127.0.0.1 or 0.0.0.0,"
            " without a port."
        )
    return text


def site_url(name):
    """Scheme and host, as in https://quotations.example.org, or "" when unset."""
    text = value(name).rstrip("/")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        fits = (
            parts.scheme in ("http", "https")
            and is_host(parts.hostname or "")
            and parts.port != 0  # reading the port also checks that it is a number in range
            and not any((parts.path, parts.query, parts.fragment, parts.username, parts.password))
        )
    except ValueError:
        fits = False
    if not fits:
        raise ImproperlyConfigured(
            f"{name} is {text!r}; it must be the public address without a path,"
            " such as https://quotations.example.org."
        )
    return text


def hosts(name, default):
    """Host names separated by commas; a leading dot stands for all subdomains."""
    text = value(name)
    if not text:
        return default
    names = [part.strip() for part in text.split(",") if part.strip()]
    for host in names:
        if host != "*" and not is_host(host.removeprefix(".").strip("[]")):
            raise ImproperlyConfigured(
                f"{name} has {host!r}; it must be host names separated by commas,"
                " without scheme, port or path, such as quotations.example.org."
            )
    return names


def hosts_that_follow(listening_at, public_url):
    """The names under which a site at this address is asked for.

    Anyone may listen at 0.0.0.0, but nobody visits it: then this machine's own names and
    addresses count.
    """
    names = list(LOCAL_NAMES)
    if listening_at in ("0.0.0.0", "::"):
        names += names_of_this_machine()
    else:
        names.append(bracketed(listening_at))
    if public_url:
        names.append(bracketed(urlsplit(public_url).hostname))
    return list(dict.fromkeys(names))


def names_of_this_machine():
    name = socket.gethostname().lower()
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(name, None)}
    except OSError:  # a machine that cannot look up its own name is still known by it
        found = set()
    found |= {own_address(socket.AF_INET, "192.0.2.1"), own_address(socket.AF_INET6, "2001:db8::1")}
    addresses = sorted(bracketed(address.partition("%")[0]) for address in found)
    return [host for host in (name, *addresses) if is_host(host.strip("[]"))]


def own_address(family, somewhere):
    """The address under which this machine would write to `somewhere`; "" where it cannot.

    Connecting a datagram socket chooses the address and sends nothing.
    """
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asked:
            asked.connect((somewhere, 9))
            return asked.getsockname()[0]
    except OSError:
        return ""


def bracketed(host):
    """An IPv6 address the way it stands in a URL; anything else as it is."""
    return f"[{host}]" if ":" in host else host


def is_host(text):
    try:
        ip_address(text)
    except ValueError:
        return HOST_NAME.fullmatch(text) is not None
    return True


def database(name, base_dir):
    """DATABASE_URL as Django's settings want it; without one, a SQLite file beside manage.py."""
    url = value(name, f"sqlite:///{base_dir / 'db.sqlite3'}")
    scheme = url.partition(":")[0]
    if scheme not in DATABASE_SCHEMES:
        raise ImproperlyConfigured(
            f"{name} begins with {scheme!r}; it must begin with postgres:// or sqlite://."
        )
    try:
        parsed = dj_database_url.parse(url)
    except ValueError:
        # The URL may hold a password, so the message does not repeat it.
        raise ImproperlyConfigured(
            f"{name} cannot be read; it must look like"
            " postgres://user:password@host:5432/database or sqlite:////path/to/file,"
            " with special characters in the password percent-encoded."
        ) from None
    if scheme == "sqlite":
        return sqlite(parsed, name, base_dir)
    return postgresql(parsed, name)


def sqlite(parsed, name, base_dir):
    file = parsed["NAME"]
    if file != ":memory:":
        # A relative path means the same file wherever a command is started from.
        file = base_dir / file
        if not file.parent.is_dir():
            raise ImproperlyConfigured(
                f"{name} names a file in {file.parent}, and there is no such folder."
            )
    return {
        "ENGINE": parsed["ENGINE"],
        "NAME": str(file),
        "OPTIONS": {
            # Readers never wait for a writer; a writer asks for its lock at once, so that two
            # writers queue (20 s) where they would fail with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
        },
        "CONN_MAX_AGE": 60,  # seconds; opening the file reads its whole schema
    }


def postgresql(parsed, name):
    if not parsed["NAME"]:
        raise ImproperlyConfigured(
            f"{name} names no database; it must end in one, as in postgres://user@host/quotations."
        )
    return parsed | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def secret(name, path: Path):
    """The secret from the environment, else from the file at `path`, which is made when missing."""
    text = value(name)
    if text:
        return long_enough(text, name)
    try:
        if not path.exists():
            write_secret(path)
        return long_enough(path.read_text().strip(), path.name)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is not set, and {path.name} cannot be used instead ({error.strerror})."
            f" Set {name} to at least {SECRET_LENGTH} random characters."
        ) from None


def long_enough(text, name):
    if len(text) < SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"{name} has {len(text)} characters; it must have at least {SECRET_LENGTH} random ones,"
            ' as from: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    return text


def write_secret(path: Path):
    """Whole or not at all, and never over another: two processes may start at once."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    try:
        draft.write_text(secrets.token_urlsafe(SECRET_LENGTH) + "\n")
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
