"""The sample project comes with masks over its outlets and their people."""

from __future__ import annotations

from workbench.corpus.masked import apply_masks
from workbench.home.sample import read_sample


def test_no_outlet_or_author_of_the_sample_is_left_once_masked() -> None:
    sample = read_sample()
    assert len(sample.plan["articles"]) == 3
    for entry in sample.plan["articles"]:
        prepared = sample.articles[entry["file"]]
        texts = [
            (one.draft.text, apply_masks(one.draft.text, one.masks).text)
            for one in prepared.paragraphs
        ]
        names = (entry["outlet"], prepared.draft.byline)
        assert all(any(name in true for true, _ in texts) for name in names)
        assert not any(name in shown for name in names for _, shown in texts)
