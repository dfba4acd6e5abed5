"""A web page saved by a browser as one file (MHTML): an e-mail whose parts are the page's files."""

from __future__ import annotations

import re
from dataclasses import replace
from email import policy
from email.message import Message
from email.parser import BytesParser

from workbench.core.errors import Refused
from workbench.corpus.drafts import Options, Reading
from workbench.corpus.readers import page
from workbench.corpus.readers.charset import decode_page

# Counted before parsing, which takes a kilobyte and more for each.
_MOST_PARTS = 2_000
_PART = re.compile(rb"^Content-Type:", re.IGNORECASE | re.MULTILINE)


def read(data: bytes, name: str, options: Options) -> Reading:
    """Read the page among the parts; its Content-Location is the address if the page names none.

    :raise Refused: where no part is a page, or as `page.read`.
    """
    part = _page_part(data)
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        raise Refused("The page in this saved file is empty.", code="empty")
    if len(content) > page.MOST_BYTES:
        raise Refused(
            "The page in this saved file is larger than 5 MiB. Save the article's text alone.",
            code="too_long",
        )
    declared = part.get_content_charset("")
    source, encoding, warnings = decode_page(content, options.encoding, name, declared)
    url = str(part.get("Content-Location") or "").strip()
    draft = page.read_source(source, name, options, format="mhtml", url=url)
    draft = replace(draft, warnings=(*warnings, *draft.warnings))
    return Reading("mhtml", encoding, (draft,))


def _page_part(data: bytes) -> Message:
    """The first part that is a page: browsers put the page first and its frames after it."""
    # The older policy keeps headers as they are; the newer one fails on broken ones.
    if len(_PART.findall(data)) > _MOST_PARTS:
        raise Refused(f"This saved page has more than {_MOST_PARTS:,} parts.", code="too_large")
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
    except RecursionError:
        raise Refused("The parts of this saved page lie in each other.", code="too_deep") from None
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return part
    raise Refused(
        "This saved page holds no part that is a page. Save it again from the browser.",
        code="no_page",
    )
