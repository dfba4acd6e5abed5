"""Sentences for what the framework itself refuses, by HTTP status.

Apart from `core.errors`, which is also read where there is no web.
"""

from __future__ import annotations

from typing import Final

from workbench.core.wording import later

SENTENCES: Final = {
    400: later("The server could not read this request. Go back, reload the page and try again."),
    404: later("There is nothing at this address."),
    405: later("This address cannot be used in that way."),
    413: later("This is larger than the {most} MiB that can be sent here. Split it and try again."),
    415: later("This is packed (Content-Encoding), which is not taken here. Send it as it is."),
    500: later(
        "Something went wrong on our side. Nothing was stored. Try again, then tell your lead."
    ),
}
