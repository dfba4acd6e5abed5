"""Web workers never load spaCy; only an import does. Looked at in a fresh interpreter."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from tests.make import OwnContextClient, make_person, sign_in
from workbench import create_app
from workbench.config import Settings

app = create_app(Settings(instance=Path(sys.argv[1]), secure_cookies=False))
app.test_client_class = OwnContextClient
browser = app.test_client()
assert browser.get("/sign-in").status_code == 200
with app.app_context():
    assert sign_in(browser, make_person()).get("/").status_code == 200
print("before the import:", "spacy" in sys.modules)

from workbench.corpus.preparing import prepare
from workbench.corpus.readers import read_article
prepare(read_article(b"Title\\n\\nBody text.", "x.txt"))
print("after it:", "spacy" in sys.modules)
"""


def test_pages_are_served_without_spacy(migrated_sqlite: Path, tmp_path: Path) -> None:
    shutil.copy(migrated_sqlite, tmp_path / "workbench.sqlite3")
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert "before the import: False" in result.stdout
    assert "after it: True" in result.stdout
