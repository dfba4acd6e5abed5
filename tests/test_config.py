"""Settings are refused with a sentence before they can do harm; the secret key is made once."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from dataclasses import fields
from pathlib import Path

import pytest

from workbench import create_app
from workbench.config import (
    BadSetting,
    Settings,
    check_settings,
    is_loopback,
    read_settings,
    secret_key,
)

#: A value that differs from the default, for every setting there is.
CHOSEN = {
    "instance": "somewhere/else",
    "database_url": "postgresql://db.example/workbench",
    "hosts": "codes.example, codes2.example",
    "secure_cookies": "0",
    "trusted_proxies": "1",
    "workers": "5",
    "threads": "3",
    "upload_bytes": "1000",
    "jobs": "request",
}


def test_without_an_environment_the_defaults_hold() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"WORKBENCH_HOSTS": "", "WORKBENCH_THREADS": ""}) == Settings()
    assert Settings().secure_cookies


@pytest.mark.parametrize("setting", [field.name for field in fields(Settings)])
def test_every_setting_can_be_chosen(setting: str) -> None:
    environ = {f"WORKBENCH_{setting.upper()}": CHOSEN[setting]}
    chosen = read_settings(environ)
    assert getattr(chosen, setting) != getattr(Settings(), setting)
    others = [field.name for field in fields(Settings) if field.name != setting]
    assert all(getattr(chosen, name) == getattr(Settings(), name) for name in others)


def test_lists_are_split_and_the_instance_is_absolute() -> None:
    chosen = read_settings(
        {f"WORKBENCH_{k.upper()}": v for k, v in CHOSEN.items() if k != "secure_cookies"}
    )
    assert chosen.hosts == ("codes.example", "codes2.example")
    assert chosen.instance == Path.cwd() / "somewhere/else"


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"HOSTS": " , "}, "must name a host"),
        ({"SECURE_COOKIES": "0", "HOSTS": "codes.example"}, "behind https"),
        ({"SECURE_COOKIES": "no", "HOSTS": "127.0.0.1,192.168.1.5"}, "behind https"),
        ({"SECURE_COOKIES": "false", "HOSTS": "127.0.0.1.evil.example"}, "behind https"),
        ({"DATABASE_URL": "mysql://db/workbench"}, "sqlite:/// file or a postgresql://"),
        ({"DATABASE_URL": "postgresql+psycopg2://db/x"}, "sqlite:/// file or a postgresql://"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "sqlite:/// file"),
        ({"DATABASE_URL": "sqlite:///"}, "sqlite:/// file"),
        ({"DATABASE_URL": "sqlite://"}, "sqlite:/// file"),
        ({"TRUSTED_PROXIES": "-1"}, "WORKBENCH_TRUSTED_PROXIES must be a whole number, 0 or more"),
        ({"TRUSTED_PROXIES": "yes"}, "whole number, 0 or more"),
        ({"WORKERS": "0"}, "WORKBENCH_WORKERS must be a whole number, 1 or more"),
        ({"WORKERS": "2.5"}, "whole number, 1 or more"),
        ({"THREADS": "0"}, "WORKBENCH_THREADS must be a whole number, 1 or more"),
        ({"THREADS": "²"}, "whole number"),
        ({"THREADS": "9" * 5000}, "whole number"),
        ({"UPLOAD_BYTES": "20MB"}, "WORKBENCH_UPLOAD_BYTES must be a whole number, 1 or more"),
    ],
)
def test_a_bad_setting_is_refused_with_a_sentence(environ: dict[str, str], words: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings({f"WORKBENCH_{name}": value for name, value in environ.items()})
    assert words in str(caught.value)


def test_the_application_refuses_them_too_and_writes_nothing(tmp_path: Path) -> None:
    unsafe = Settings(instance=tmp_path / "new", secure_cookies=False, hosts=("codes.example",))
    with pytest.raises(BadSetting):
        create_app(unsafe)
    assert not unsafe.instance.exists()


def test_cookies_without_tls_are_fine_on_loopback() -> None:
    check_settings(Settings(secure_cookies=False, hosts=("127.0.0.1", "localhost", "::1")))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.3.2.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.0.1", False),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
        ("", False),
    ],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_database_addresses_name_their_driver(tmp_path: Path) -> None:
    assert Settings(instance=tmp_path).sqlalchemy_url == f"sqlite:///{tmp_path}/workbench.sqlite3"
    for plain in ("postgres", "postgresql", "postgresql+psycopg"):
        settings = Settings(database_url=f"{plain}://me@db/work")
        assert settings.sqlalchemy_url == "postgresql+psycopg://me@db/work"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_key_is_random_private_and_kept(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        key = secret_key(tmp_path / "one")
    finally:
        os.umask(before)
    assert len(key) == 32
    assert mode(tmp_path / "one" / "secret_key") == 0o600
    assert mode(tmp_path / "one") == 0o700
    assert secret_key(tmp_path / "one") == key
    assert secret_key(tmp_path / "two") != key


@pytest.mark.parametrize("readable", [0o640, 0o604, 0o660, 0o601, 0o777])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, readable: int) -> None:
    secret_key(tmp_path)
    (tmp_path / "secret_key").chmod(readable)
    with pytest.raises(BadSetting, match="chmod 600"):
        secret_key(tmp_path)


@pytest.mark.parametrize("content", [b"", b"x" * 31])
def test_a_short_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secret_key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(BadSetting, match="fewer than 32 bytes"):
        secret_key(tmp_path)


def test_what_a_killed_start_left_does_not_hinder_the_next(tmp_path: Path) -> None:
    """In a container every worker has the same small process id, time and again."""
    (tmp_path / f"secret_key.{os.getpid()}").write_bytes(b"half")
    assert len(secret_key(tmp_path)) == 32


def test_threads_starting_at_once_get_one_key(tmp_path: Path) -> None:
    barrier, keys = threading.Barrier(8), []

    def start() -> None:
        barrier.wait()
        keys.append(secret_key(tmp_path))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


START = """
import sys, time
from pathlib import Path
from workbench.config import secret_key
print("ready", flush=True)
sys.stdin.readline()
print(secret_key(Path(sys.argv[1])).hex(), flush=True)
"""


def test_processes_starting_at_once_get_one_key(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", START, str(instance)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    keys = {process.communicate(timeout=20)[0].strip() for process in processes}
    assert keys == {(instance / "secret_key").read_bytes().hex()}


def test_a_misspelt_setting_is_refused_with_the_right_name() -> None:
    with pytest.raises(BadSetting, match="Did you mean WORKBENCH_HOSTS"):
        read_settings({"WORKBENCH_HOST": "codes.example"})
    assert read_settings({"WORKBENCH_TEST_POSTGRES_URL": "postgresql://db.example/x"}) == Settings()
