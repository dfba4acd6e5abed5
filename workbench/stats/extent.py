"""How much of the text is marked: what prevalence is for passages."""

from __future__ import annotations

import numpy as np

from workbench.stats.marking import Marking


def shares_marked(marking: Marking) -> tuple[float | None, dict[str, float | None]]:
    """The share of code points that an annotator marks at all, and as each label.

    Over texts that two or more have read, every annotator's reading counting alike; what overlaps
    counts once. None where nothing is compared.
    """
    compared = marking.compared
    labels, read = compared.labels, int((compared.length * compared.n_readers).sum())
    if not read:
        return None, dict.fromkeys(labels)
    apart = compared.apart
    together = apart.as_one_label().merged()
    lengths = np.bincount(apart.code, weights=apart.end - apart.start, minlength=len(labels) + 1)
    whole = float((together.end - together.start).sum()) / read
    return whole, dict(zip(labels, (lengths[1:] / read).tolist(), strict=True))
