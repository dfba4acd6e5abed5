"""Every setting once: name, default, type, reason. Read from the environment at start."""

from __future__ import annotations

import difflib
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "workbench" / "static"
MIB = 1024 * 1024


#: A SQLite file, or a PostgreSQL server with, if any, a numeric port.
_DATABASE = re.compile(
    r"sqlite:///(?!:memory:).+|postgresql\+psycopg://([^@/]*@)?(\[[^]/]*\]|[^@:/]*)(:\d+)?(/.*)?"
)


class BadSetting(ValueError):
    """A setting that would be unsafe or cannot work; the sentence says which and why."""


@dataclass(frozen=True)
class Settings:
    """What an installation may choose. Environment names are `WORKBENCH_` + the upper-case name."""

    #: Folder for the database, the secret key and the writer lock; must be on a local disk.
    instance: Path = ROOT / "instance"
    #: SQLAlchemy URL; empty means SQLite in the instance folder.
    database_url: str = ""
    #: Host names the server answers to; anything else is refused (cache poisoning, rebinding).
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    #: False only on loopback without TLS: `workbench up` sets it, a deployment must not.
    secure_cookies: bool = True
    #: Number of reverse proxies in front whose X-Forwarded-For and -Proto are believed.
    trusted_proxies: int = 0
    #: Worker processes; two keep a page quick while another worker renders a report.
    workers: int = 2
    #: Threads per worker process; also the size of the connection pool.
    threads: int = 8
    #: `process`: long work is done beside the server, in a process that it starts when needed;
    #: `request`: inside the request, for tests and debugging.
    jobs: str = "process"
    #: Largest article file in bytes; all other requests stop at 1 MiB.
    upload_bytes: int = 20 * MIB

    @property
    def sqlalchemy_url(self) -> str:
        """The database address as SQLAlchemy wants it."""
        if not self.database_url:
            return f"sqlite:///{self.instance / 'workbench.sqlite3'}"
        for plain in ("postgres://", "postgresql://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises BadSetting, with a sentence, on an unusable value."""
    given = {
        key.removeprefix("WORKBENCH_").lower(): value
        for key, value in environ.items()
        if key.startswith("WORKBENCH_") and value
    }
    _refuse_unknown(given)
    chosen = Settings(
        instance=Path(given.get("instance", Settings.instance)).absolute(),
        database_url=given.get("database_url", ""),
        hosts=tuple(h.strip() for h in given["hosts"].split(",") if h.strip())
        if "hosts" in given
        else Settings.hosts,
        secure_cookies=given.get("secure_cookies", "1") not in {"0", "no", "false"},
        trusted_proxies=_whole_number(given, "trusted_proxies", Settings.trusted_proxies, least=0),
        workers=_whole_number(given, "workers", Settings.workers, least=1),
        threads=_whole_number(given, "threads", Settings.threads, least=1),
        jobs=given.get("jobs", Settings.jobs),
        upload_bytes=_whole_number(given, "upload_bytes", Settings.upload_bytes, least=1),
    )
    check_settings(chosen)
    return chosen


def _refuse_unknown(given: Mapping[str, str]) -> None:
    """A misspelt setting would otherwise be no setting at all, without a word."""
    known = [field.name for field in fields(Settings)]
    for name in sorted(given):
        if name not in known and not name.startswith("test_"):  # those are the tests' own
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Did you mean WORKBENCH_{near[0].upper()}?" if near else ""
            raise BadSetting(f"There is no setting WORKBENCH_{name.upper()}.{hint}")


def check_settings(settings: Settings) -> None:
    """Raises BadSetting where a combination would be unsafe."""
    if not settings.hosts:
        raise BadSetting("WORKBENCH_HOSTS must name a host: an empty list would let any name in.")
    if not settings.secure_cookies and not all(is_loopback(host) for host in settings.hosts):
        raise BadSetting(
            "WORKBENCH_SECURE_COOKIES=0 is for 127.0.0.1 only: anyone between could take over a "
            "sign-in. Put the workbench behind https and leave the setting out."
        )
    if settings.jobs not in {"process", "request"}:
        raise BadSetting("WORKBENCH_JOBS must be `process` or `request`.")
    if not _DATABASE.fullmatch(settings.sqlalchemy_url):
        raise BadSetting(
            "WORKBENCH_DATABASE_URL must be a sqlite:/// file or a postgresql:// address."
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to, or asked for as, `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def secret_key(instance: Path) -> bytes:
    """The key that signs cookies: 32 random bytes, made at the first start, readable by the owner.

    Several workers may start at once: the file is linked into place complete, so that the first
    one wins and all read the same key. Raises BadSetting when others may read the file.
    """
    instance.mkdir(parents=True, exist_ok=True)
    instance.chmod(0o700)  # a clone makes it readable for all, and the database lies in it
    path = instance / "secret_key"
    if not path.exists():
        _write_once(path, os.urandom(32))
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadSetting(f"{path} can be read by others. Run: chmod 600 {path}")
    key = path.read_bytes()
    if len(key) < 32:
        raise BadSetting(f"{path} holds fewer than 32 bytes. Delete it and start again.")
    return key


def _write_once(path: Path, content: bytes) -> None:
    descriptor, draft = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # mode 0600
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another worker was first: its key is the key
    finally:
        os.unlink(draft)


def _whole_number(given: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = given.get(name, str(default))
    if not re.fullmatch("[0-9]{1,12}", text) or int(text) < least:
        raise BadSetting(f"WORKBENCH_{name.upper()} must be a whole number, {least} or more.")
    return int(text)
