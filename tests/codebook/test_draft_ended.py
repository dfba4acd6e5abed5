"""A draft that another lead ends while somebody is typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.codebook.test_views_draft import DRAFT, begin, lead, post, typed_in
from tests.make import csrf_token, short_codebook
from workbench.codebook.drafting.sheet import bring_in
from workbench.codebook.lineage import Lineage

if TYPE_CHECKING:
    from flask.testing import FlaskClient

__all__ = ["lead"]


def test_what_was_typed_outlives_the_draft(lead: FlaskClient) -> None:
    begin(lead)
    path = "questions/frames/values/power"
    sent = typed_in(lead.get(DRAFT + path).text) | {"definition": "My own new words."}
    post(lead, "discard")
    late = lead.post(DRAFT + path, data=sent)
    assert late.status_code == 409
    assert "My own new words." in late.text
    form = {"csrf_token": csrf_token(lead), "revision": 1, "against": 1, "remark": "My remark."}
    published = lead.post("/projects/harbour/codebook/publish", data=form)
    assert published.status_code == 409
    assert "discarded meanwhile" in published.text
    assert "My remark." in published.text


def test_a_file_keeps_what_is_known_of_ids_that_it_shares() -> None:
    lineage = Lineage(
        dimensions={"gone": "old"}, values={"frames": {"law": ("law", "power"), "gone": ()}}
    )
    other = short_codebook().model_copy(update={"title": "Another"})
    brought = bring_in(other)(short_codebook(), lineage)
    assert brought.lineage == Lineage(values={"frames": {"law": ("law", "power")}})
