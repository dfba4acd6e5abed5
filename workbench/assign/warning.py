"""What an annotator reads before an article opens. Pure."""

from __future__ import annotations

from workbench.assign.models import Assignment


def unread_warning(assignment: Assignment) -> str:
    """The content warning of the article's story, "" where there is none or it was read before.

    Other words are another warning: what was read before does not stand for them.
    """
    story = assignment.article.story
    if story is None or story.content_warning == assignment.warning_read:
        return ""
    return story.content_warning
