"""The disk is full, or a backup is taken, while everybody saves. SQLite's own perils."""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Report
from tests.reliability.annotators import Ack, Crowd, Order, careless
from tests.reliability.careless import APP
from tests.reliability.conftest import Serve, SitDown
from tests.reliability.ledger import CLEAN, DATABASE, Verdict, judge, read_rows, verify
from tests.server import Server
from workbench import create_app
from workbench.config import Settings
from workbench.core.db import db

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.parametrize("settings", ["sqlite"], indirect=True),
]
#: Bytes after which the write-ahead log begins anew: 1,000 pages.
CHECKPOINT = 1000 * 4096
needs_prlimit = pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="only Linux can limit another process's files"
)


def limit_files(server: Server, size: int) -> None:
    """From now on no file of the workers grows beyond so many bytes: to them, the disk is full."""
    for pid in server.workers():
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))


@needs_prlimit
def test_full_disk(
    settings: Settings, serve: Serve, sit_down: SitDown, effort: int, report: Report
) -> None:
    """At any byte of the log: saves are refused, pages are shown, and all goes on afterwards."""
    server, pages = serve(), set()
    browsers = sit_down(server)
    log = settings.instance / f"{DATABASE}-wal"
    with closing(browsers[0].twin()) as reader, Crowd(browsers) as crowd:
        for _ in range(6 * effort):
            crowd.wait_for_more(40)
            within_reach = min(log.stat().st_size, CHECKPOINT)
            limit_files(server, random.randrange(within_reach))
            crowd.wait_for_refusals(5)
            pages.add(reader.read_page())
            limit_files(server, resource.RLIM_INFINITY)
        crowd.wait_for_more(40)
    verdict = verify(settings, crowd.acks, crowd.sent)
    report(f"{6 * effort} times full, {crowd}, {verdict}")
    assert pages == {200}
    assert crowd.faults == []
    assert verdict == CLEAN


@needs_prlimit
def test_full_disk_finds_a_server_that_confirms_regardless(
    settings: Settings, serve: Serve, sit_down: SitDown
) -> None:
    server = serve(app=APP)
    with Crowd(sit_down(server), careless("shrug")) as crowd:
        crowd.wait_for_more(20)
        limit_files(server, 0)
        crowd.wait_for_more(20)
        crowd.go_home()
    assert verify(settings, crowd.acks, crowd.sent).missing > 0


def back_up(source: Path, folder: Path) -> Settings:
    """With SQLite's online backup; the settings of an installation that was restored from it."""
    folder.mkdir(mode=0o700)
    with (
        closing(sqlite3.connect(source)) as live,
        closing(sqlite3.connect(folder / DATABASE)) as copy,
    ):
        live.backup(copy)
    return Settings(instance=folder, secure_cookies=False)


def verify_restored(restored: Settings, acks: list[Ack], sent: list[Order]) -> Verdict:
    with create_app(restored).app_context():
        verdict = verify(restored, acks, sent)
        db.session.remove()
        db.engine.dispose()
    return verdict


def test_backup(
    settings: Settings,
    serve: Serve,
    sit_down: SitDown,
    effort: int,
    report: Report,
    tmp_path: Path,
) -> None:
    """Each is sound and holds every save confirmed when it began; the original does not suffer."""
    verdicts, server = [], serve()
    with Crowd(sit_down(server)) as crowd:
        for number in range(4 * effort):
            crowd.wait_for_more(60)
            acks = list(crowd.acks)
            restored = back_up(settings.instance / DATABASE, tmp_path / f"backup-{number}")
            verdicts.append(verify_restored(restored, acks, list(crowd.sent)))
        server.kill()
        crowd.go_home()
    verdicts.append(verify(settings, crowd.acks, crowd.sent))
    found = " and ".join({str(verdict) for verdict in verdicts})
    report(f"{4 * effort} backups among {len(crowd.acks)} saves, {found}")
    assert set(verdicts) == {CLEAN}


def test_backup_finds_a_plain_copy_of_the_file(
    settings: Settings, serve: Serve, sit_down: SitDown, tmp_path: Path
) -> None:
    """What was stored last is in the write-ahead log beside it."""
    with Crowd(sit_down(serve(), 2)) as crowd:
        crowd.wait_for_more(20)
    copy = shutil.copy(settings.instance / DATABASE, tmp_path / "copy.sqlite3")
    assert judge(crowd.acks, crowd.sent, read_rows(f"sqlite:///{copy}")).missing > 0
