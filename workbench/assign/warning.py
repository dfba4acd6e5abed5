"""What an annotator reads before an article opens. Pure."""

from __future__ import annotations

from workbench.assign.models import Assignment


def unread_warning(assignment: Assignment) -> str:
    """The content warning of the article's story, "" where there is none or it was read before."""
    story = assignment.article.story
    return story.content_warning if story is not None and assignment.warned_at is None else ""
