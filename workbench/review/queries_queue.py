"""The queue of a round, read in a few narrow queries."""

from __future__ import annotations

import numpy as np

from workbench.annotate.queries import done_in_round
from workbench.assign.models import Round
from workbench.codebook.queries import questions_for
from workbench.projects.models import Project
from workbench.review.differences import find_disagreements, in_reading_order
from workbench.review.queue import Queue
from workbench.review.queue_filters import Filters


def load_queue(project: Project, chosen: Round, filters: Filters) -> Queue:
    """The units of a round where people differ, as the filters ask for them.

    Raises NotFound for a question, an annotator, an outlet or a story that the round has not.
    """
    sha256 = chosen.codebook_version.sha256
    questions = questions_for(project, sha256)
    whole = questions_for(project, sha256, "article")
    found = in_reading_order(
        find_disagreements(done_in_round(chosen.id, questions), questions),
        find_disagreements(done_in_round(chosen.id, whole, unit="article"), whole),
    )
    return Queue(
        round_id=chosen.id,
        filters=filters,
        article=np.array([one.article_id for one in found], dtype=np.int64),
        paragraph=np.array([one.paragraph_id for one in found], dtype=np.int64),
        is_shown=np.ones(len(found), dtype=bool),
    )
