"""What can go wrong, in words for the person it happened to.

Rooms raise these; `core.web` alone turns them into HTTP, the command line into an exit code.
A message says what is wrong and what to do about it.
"""

from __future__ import annotations

from collections.abc import Mapping


class WorkbenchError(Exception):
    """Root of everything the workbench refuses to do.

    `code` is the stable word for machines, `message` the sentence for people,
    `details` further facts that the caller may need (for a conflict: the stored version).
    """

    code = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.details = dict(details or {})


class NotFound(WorkbenchError):
    """The thing does not exist, or not for this person: the two must look alike."""

    code = "not_found"


class Forbidden(WorkbenchError):
    """The person is known and may see the place, but not do this."""

    code = "forbidden"


class SignInNeeded(WorkbenchError):
    """Nobody is signed in, or the sign-in has ended."""

    code = "sign_in_needed"


class Conflict(WorkbenchError):
    """Somebody, or another tab, was faster; `details` carries the stored version."""

    code = "conflict"


class Invalid(WorkbenchError):
    """The input breaks a rule; `details["problems"]` lists each with its place."""

    code = "invalid"


class Refused(WorkbenchError):
    """A file that cannot be taken in. `line` is 1-based, where the reader knows it."""

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None, line: int | None = None) -> None:
        super().__init__(message, code=code, details={} if line is None else {"line": line})
        self.line = line


class Throttled(WorkbenchError):
    """Too many attempts; `details["retry_after"]` is in seconds."""

    code = "throttled"


class Busy(WorkbenchError):
    """The database could not be written to in time; nothing was stored."""

    code = "busy"
