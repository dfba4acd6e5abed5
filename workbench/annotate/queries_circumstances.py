"""How judgments of a round came about, as columns: what was seen, when it was, how long it took."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import BigInteger, cast, extract, func, select

from workbench.annotate.columns import Columns
from workbench.annotate.layout import Flags, Integers
from workbench.annotate.models import Judgment
from workbench.annotate.queries_numbers import rows_of_judgments
from workbench.assign.models import Assignment

_DAY = 24 * 60 * 60


@dataclass(frozen=True, eq=False)
class Circumstances:
    """One entry a judgment, in the order of the columns they were read for.

    `day` is that of the last save, counted from 1970-01-01 (UTC); `active_ms` is -1 where no time
    was measured.
    """

    saw_outlet: Flags
    saw_premarks: Flags
    day: Integers
    active_ms: Integers


def circumstances_of(round_id: int, columns: Columns) -> Circumstances:
    """The circumstances of these judgments of a round."""
    read = select(
        Judgment.id,
        Judgment.saw_outlet,
        Judgment.saw_premarks,
        cast(extract("epoch", Judgment.saved_at), BigInteger),
        func.coalesce(Judgment.active_ms, -1),
    )
    condition = Assignment.round_id == round_id
    found, row = rows_of_judgments(read, Judgment.id, condition, columns.judgment)
    outlet, premarks, second, active = np.zeros((4, len(columns)), dtype=np.int64)
    outlet[row], premarks[row], second[row], active[row] = found[1:]
    return Circumstances(outlet > 0, premarks > 0, second // _DAY, active)
