"""The calculator: every measure has a value or a reason; published figures come out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from workbench.agreement import calculating, measures
from workbench.agreement.calculating import calculate
from workbench.agreement.cli import agreement
from workbench.agreement.tables import read_table
from workbench.core.errors import Invalid

SINGLE = {
    "krippendorff_alpha", "percent_agreement", "percent_agreement_pooled", "gwet_ac1",
    "gwet_ac2_linear", "gwet_ac2_quadratic", "fleiss_kappa", "conger_kappa", "scott_pi",
    "brennan_prediger", "mean_pairwise_cohen_kappa",
}  # fmt: skip
PAIR = {"cohen_kappa", "weighted_kappa_linear", "weighted_kappa_quadratic"}
#: Krippendorff 2011, sections C and D: four observers, twelve units, missing data.
FOUR = [
    "1,1,,1", "2,2,3,2", "3,3,3,3", "3,3,3,3", "2,2,2,2", "1,2,3,4", "4,4,4,4", "1,1,2,1",
    "2,2,2,2", ",5,5,5", ",,1,1", ",3,,",
]  # fmt: skip
FOUR_OBSERVERS = "unit,A,B,C,D\n" + "".join(f"u{n},{row}\n" for n, row in enumerate(FOUR))


def figures(given: str | dict[str, Any], level: str = "") -> dict[str, Any]:
    text = given if isinstance(given, str) else json.dumps(given)
    found: dict[str, Any] = json.loads(json.dumps(calculate(read_table(text.encode(), level))))
    return found


def values(found: dict[str, Any]) -> dict[str, float | None]:
    return {name: measure["value"] for name, measure in found["measures"].items()}


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorffs_own_example_at_every_level(level: str, alpha: float) -> None:
    found = figures(FOUR_OBSERVERS, level)
    assert values(found)["krippendorff_alpha"] == pytest.approx(alpha, abs=5e-4)
    assert (found["n_units"], found["n_units_paired"], found["n_annotators"]) == (12, 11, 4)
    assert set(found["measures"]) >= SINGLE
    assert found["measures"]["krippendorff_alpha"]["interval"][0] < alpha


def test_gwets_figures_on_the_same_data() -> None:
    found = values(figures(FOUR_OBSERVERS, "ordinal"))
    assert found["gwet_ac1"] == pytest.approx(0.77544, abs=1e-5)
    assert found["gwet_ac2_quadratic"] == pytest.approx(0.914, abs=5e-4)
    assert found["fleiss_kappa"] == pytest.approx(0.76117, abs=1e-5)
    assert found["brennan_prediger"] == pytest.approx(0.773, abs=5e-4)
    assert found["percent_agreement"] == pytest.approx(0.81818, abs=1e-5)
    assert found["percent_agreement_pooled"] == pytest.approx(0.8)


def test_every_pair_and_every_value_has_its_own() -> None:
    found = figures(FOUR_OBSERVERS, "ordinal")
    assert list(found["pairs"]) == ["A|B", "A|C", "A|D", "B|C", "B|D", "C|D"]
    assert all(set(pair) == PAIR for pair in found["pairs"].values())
    assert {value: one["n"] for value, one in found["per_value"].items()} == {
        "1": 9, "2": 13, "3": 10, "4": 5, "5": 3,
    }  # fmt: skip


def test_what_has_no_value_has_a_reason() -> None:
    found = figures("unit,a,b,c\n1,x,x,x\n2,x,x,\n3,,,x\n")
    for name, measure in found["measures"].items():
        assert (measure["value"] is None) == bool(measure["why"]), name
        assert measure["value"] is None or measure["value"] == measure["value"], name
    undefined = {name for name, value in values(found).items() if value is None}
    assert undefined >= {"krippendorff_alpha", "fleiss_kappa", "conger_kappa", "scott_pi"}
    assert values(found)["percent_agreement"] == 1
    assert found["per_value"]["x"]["alpha"] is None


def test_partial_overlap_with_perfect_agreement_is_one() -> None:
    found = figures("unit,a,b,c\n1,x,x,\n2,,y,y\n3,x,,x\n4,y,y,y\n")
    for name, value in values(found).items():
        if value is not None:
            assert value == pytest.approx(1), name


def test_the_values_offered_count_where_a_measure_depends_on_them() -> None:
    units = {"1": {"a": "x", "b": "x"}, "2": {"a": "y", "b": "x"}}
    two = figures({"units": units, "values": ["x", "y"]})
    four = figures({"units": units, "values": ["x", "y", "z", "none"]})
    assert values(two)["krippendorff_alpha"] == values(four)["krippendorff_alpha"]
    assert values(two)["brennan_prediger"] == pytest.approx(0)
    assert values(four)["brennan_prediger"] == pytest.approx((0.5 - 0.25) / 0.75)
    with pytest.raises(Invalid, match="not among those offered"):
        figures({"units": units, "values": ["x"]})


def test_values_without_an_order_have_no_weights_but_a_reason() -> None:
    found = figures("unit,a,b\n1,x,x\n2,y,x\n")
    assert "order" in found["measures"]["gwet_ac2_linear"]["why"]
    assert "order" in found["pairs"]["a|b"]["weighted_kappa_linear"]["why"]
    with pytest.raises(Invalid, match="in order"):
        figures("unit,a,b\n1,low,high\n", "ordinal")


def test_sets_have_both_distances_and_a_table_of_labels() -> None:
    found = figures("unit,a,b\n1,x|y,x\n2,{},{}\n3,y,\n4,y,y\n")
    assert (found["level"], found["n_units"], found["n_units_paired"]) == ("set", 4, 3)
    assert set(found["measures"]) >= {
        "krippendorff_alpha_masi", "krippendorff_alpha_jaccard", "exact_set_agreement",
    }  # fmt: skip
    assert values(found)["exact_set_agreement"] == pytest.approx(2 / 3)
    assert found["per_value"]["x"] == {"alpha": 1, "why": None, "n": 2}


def test_passages_have_the_unitized_alphas_and_f1() -> None:
    one = [[2, 5, "1"], [9, 11, "1"], [12, 20, "2"]]
    articles = {
        "x": {
            "length": 20,
            "annotators": {
                "a": one, "b": [[2, 5, "1"], [7, 15, "2"]], "c": [[2, 5, "1"], [10, 15, "2"]],
            },
        },
        "y": {"length": 5, "annotators": {"a": []}},
    }  # fmt: skip
    found = figures({"level": "spans", "articles": articles})
    measures = found["measures"]
    # The worked output that the formulae of 2016 are known by.
    assert measures["u_alpha"]["value"] == pytest.approx(0.474, abs=5e-4)
    assert measures["bar_u_alpha"]["value"] == pytest.approx(0.433, abs=5e-4)
    assert measures["ku_alpha"]["1"]["value"] == pytest.approx(0.769, abs=5e-4)
    assert measures["cu_alpha"]["value"] is not None
    assert (found["n_units"], found["n_units_paired"], found["n_annotators"]) == (2, 1, 3)
    assert set(found["pairs"]) == {"a|b", "a|c", "b|c"}
    assert found["pairs"]["a|b"]["span_f1_exact"]["value"] == pytest.approx(2 / 5)
    assert {label: one["n"] for label, one in found["per_value"].items()} == {"1": 4, "2": 3}


def test_an_annotator_who_marked_nothing_counts() -> None:
    spans = {"a": [[0, 4, "S"]], "b": [[0, 4, "S"]]}
    alone = figures({"articles": {"x": {"length": 9, "annotators": spans}}})
    with_c = figures({"articles": {"x": {"length": 9, "annotators": spans | {"c": []}}}})
    assert alone["measures"]["u_alpha"]["value"] == pytest.approx(1)
    assert with_c["measures"]["u_alpha"]["value"] < 0.5
    assert with_c["pairs"]["a|c"]["span_f1_exact"]["value"] == 0


def test_an_empty_table_has_reasons_only() -> None:
    for given in ({"units": {}}, {"level": "set", "units": {}}, {"articles": {}}):
        for name, measure in figures(given)["measures"].items():
            assert "value" not in measure or measure["value"] is None, name


def test_beyond_the_limit_there_are_no_intervals_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calculating, "MOST_RESAMPLED", 11)
    found = figures(FOUR_OBSERVERS)
    assert found["measures"]["krippendorff_alpha"]["interval"] is None
    assert found["replicates"] == 0
    assert "Without intervals" in found["interval_note"]


def run(*arguments: str, given: str) -> tuple[int, str]:
    result = CliRunner().invoke(agreement, ["table", *arguments], input=given)
    return result.exit_code, result.output


def test_the_command_prints_words_or_json() -> None:
    code, output = run("-", "--level", "ordinal", given=FOUR_OBSERVERS)
    assert code == 0
    assert "12 units, 11 of them judged by two or more of 4 annotators" in output
    assert "undefined: Scott's pi is for two" in output
    code, output = run("-", "--json", given=FOUR_OBSERVERS)
    assert json.loads(output)["level"] == "nominal"


def test_the_command_says_what_is_wrong_and_prints_no_figures() -> None:
    code, output = run("-", given="unit,a,b\n1,x,y\n1,x,y\n")
    assert code == 2
    assert "Line 3: the unit '1' stands in the table twice." in output
    code, output = run("-", "--level", "vague", given=FOUR_OBSERVERS)
    assert code == 2


def test_gamma_stands_with_the_passages_where_its_package_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("scipy", reason="gamma needs scipy: pip install 'framing-workbench[gamma]'")
    own = [[0, 9, "S"], [20, 25, "C"]]
    table = {"articles": {"x": {"length": 90, "annotators": {"a": own, "b": own}}}}
    assert figures(table)["measures"]["gamma"]["value"] == 1
    table["articles"]["y"] = {"length": 9, "annotators": {"a": []}}
    assert figures(table)["measures"]["gamma"]["value"] == 1, "of what all have read"
    monkeypatch.setattr("workbench.agreement.measures_marked.is_possible", lambda: False)
    assert "gamma" not in figures(table)["measures"]


def test_numbers_measured_finely_have_alpha_and_agreement_and_the_rest_says_why() -> None:
    text = "unit,a,b\n" + "".join(f"u{n},{n}.25,{n}.5\n" for n in range(700))
    found = figures(text, "interval")
    assert set(found["measures"]) == SINGLE
    assert values(found)["krippendorff_alpha"] == pytest.approx(1, abs=1e-4)
    assert values(found)["percent_agreement"] == 0
    assert found["measures"]["krippendorff_alpha"]["interval"] is not None
    assert "1,400 different values" in found["measures"]["gwet_ac1"]["why"]
    assert values(figures(text, "ordinal"))["krippendorff_alpha"] is None


def test_too_many_different_values_are_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculating, "MOST_DIFFERENT", 3)
    with pytest.raises(Invalid, match="4 different values are more than 3"):
        figures("unit,a,b\nu,1,2\nv,3,4\n", "interval")


def test_without_intervals_the_figures_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = values(figures(FOUR_OBSERVERS, "ordinal"))
    monkeypatch.setattr(calculating, "MOST_DRAWN", 3)
    found = figures(FOUR_OBSERVERS, "ordinal")
    assert values(found) == {name: pytest.approx(value) for name, value in drawn.items()}
    assert found["measures"]["krippendorff_alpha"]["interval"] is None
    assert "Without intervals" in found["interval_note"]


def test_one_of_a_kind_is_said_in_the_singular(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text('{"units": {"u": {"a": 1}}}')
    said = CliRunner().invoke(agreement, ["table", str(file)]).output
    assert "1 unit, 0 of them judged by two or more of 1 annotator\n" in said


def test_pairs_of_a_crowd_are_left_out_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "MOST_PAIRED", 3)
    found = figures(FOUR_OBSERVERS)
    assert found["pairs"] == {}
    assert "at most" in found["measures"]["mean_pairwise_cohen_kappa"]["why"]
    assert values(found)["krippendorff_alpha"] == pytest.approx(0.743, abs=0.001)
