"""The codebooks that come with the workbench: finished, and under their datasets' names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from tests.make import short_codebook
from workbench.codebook.checks import THIN_DEFINITION, find_advice, find_faults, find_gaps
from workbench.codebook.format import Camp, Codebook, Dimension, Target, Value
from workbench.codebook.questions import list_questions
from workbench.codebook.reading import PRESETS, read_preset

TARGETS = (
    Target(id="council", title="the council", aliases=("town hall",)),
    Target(id="union", title="the union"),
)

#: Answers are stored under these ids: a changed one would part old judgments from new ones.
#: Per preset the dimensions, each with its own values in order.
IDS: dict[str, dict[str, str]] = {
    "framing-tone-sourcing": {
        "frames": (
            "conflict security power responsibility human morality law economy resolution identity"
            " none"
        ),
        "primary_frame": "",
        "tone": "-2 -1 0 1 2 not_mentioned",
        "voice": "author source both",
        "attributed": "yes no",
        "sourcing": "source cue content",
        "attribution": "",
        "quote_type": "direct indirect mixed",
        "source_type": (
            "official security party igo ngo expert media document citizen business unclear"
        ),
        "naming": "0 1 2 3",
        "camp": "",
        "cue_stance": "neutral doubting endorsing",
        "evaluative_language": "loaded_word contested_label scare_distance certainty",
        "polarity": "negative positive unclear",
        "about": "",
        "unsure": "",
        "genre": "report analysis opinion satire",
        "article_frame": "",
        "article_tone": "-2 -1 0 1 2 not_mentioned",
        "episodic_thematic": "episodic mixed thematic",
        "recognised": "no guess sure",
    },
    "policy-frames-mfc": {
        "relevant": "relevant irrelevant",
        "frame_spans": (
            "economic capacity morality fairness legality policy crime security health"
            " quality_of_life identity public_opinion political external other"
        ),
        "headline_frame": "",
        "primary_frame": "",
        "tone": "explicit_anti implicit_anti neutral implicit_pro explicit_pro",
    },
    "semeval2023-t3": {
        "genre": "reporting opinion satire",
        "framing": (
            "economic capacity morality fairness legality policy crime security health"
            " quality_of_life identity public_opinion political external"
        ),
        "techniques": (
            "appeal_to_authority appeal_to_popularity appeal_to_values appeal_to_fear flag_waving"
            " causal_oversimplification false_dilemma consequential_oversimplification straw_man"
            " red_herring whataboutism slogans appeal_to_time conversation_killer loaded_language"
            " repetition exaggeration obfuscation name_calling doubt guilt_by_association"
            " appeal_to_hypocrisy questioning_the_reputation"
        ),
    },
    "basil": {
        "bias": "lex inf",
        "target": "",
        "polarity": "pos neg",
        "aim": "dir ind_pro ind_anti ind_general",
        "indirect-target-name": "",
        "indirect-ally-opponent-sentiment": "neg neu pos",
        "quote": "yes no",
        "speaker": "main_entity other_pro other_anti other_neutral",
        "speaker_entity": "",
        "bias_notes": "",
        "you_feeling": "str-neg sli-neg neu sli-pos str-pos",
        "author_feeling_main_event": "neg neu pos",
        "author_feeling": "neg neu pos",
        "relative_stance": "left center right",
    },
    "babe": {
        "label_bias": "biased non_biased",
        "label_opinion": "factual mixed opinion",
        "biased_words": "biased",
    },
    "semetko-valkenburg": {
        f"{frame}{number}": "yes no"
        for frame, items in (("AR", 5), ("HI", 5), ("CO", 4), ("MO", 3), ("EC", 3))
        for number in range(1, items + 1)
    },
    "polnear-attribution": {"attribution_spans": "source cue content", "attribution": ""},
    "ptc-semeval2020": {
        "technique": (
            "appeal_to_authority appeal_to_fear bandwagon_reductio black_and_white"
            " causal_oversimplification doubt exaggeration flag_waving loaded_language name_calling"
            " repetition slogans thought_terminating_cliche whataboutism_straw_red_herring"
        )
    },
}
NAMES = sorted(IDS)

SEMEVAL_FRAMES = [
    "Economic",
    "Capacity_and_resources",
    "Morality",
    "Fairness_and_equality",
    "Legality_Constitutionality_and_jurisprudence",
    "Policy_prescription_and_evaluation",
    "Crime_and_punishment",
    "Security_and_defense",
    "Health_and_safety",
    "Quality_of_life",
    "Cultural_identity",
    "Public_opinion",
    "Political",
    "External_regulation_and_reputation",
]

#: The labels of each dataset, in the order of the preset's values.
EXPORTED: dict[tuple[str, str], list[str]] = {
    ("policy-frames-mfc", "relevant"): ["", "16.2"],
    ("policy-frames-mfc", "frame_spans"): [f"{n}.0" for n in range(1, 16)],
    ("policy-frames-mfc", "headline_frame"): [f"{n}.1" for n in range(1, 16)],
    ("policy-frames-mfc", "primary_frame"): [f"{n}.2" for n in range(1, 16)],
    ("policy-frames-mfc", "tone"): ["19.4", "19.35", "18.3", "17.35", "17.4"],
    ("semeval2023-t3", "genre"): ["reporting", "opinion", "satire"],
    ("semeval2023-t3", "framing"): SEMEVAL_FRAMES,
    ("semeval2023-t3", "techniques"): [
        "Appeal_to_Authority",
        "Appeal_to_Popularity",
        "Appeal_to_Values",
        "Appeal_to_Fear-Prejudice",
        "Flag_Waving",
        "Causal_Oversimplification",
        "False_Dilemma-No_Choice",
        "Consequential_Oversimplification",
        "Straw_Man",
        "Red_Herring",
        "Whataboutism",
        "Slogans",
        "Appeal_to_Time",
        "Conversation_Killer",
        "Loaded_Language",
        "Repetition",
        "Exaggeration-Minimisation",
        "Obfuscation-Vagueness-Confusion",
        "Name_Calling-Labeling",
        "Doubt",
        "Guilt_by_Association",
        "Appeal_to_Hypocrisy",
        "Questioning_the_Reputation",
    ],
    ("basil", "bias"): ["lex", "inf"],
    ("basil", "polarity"): ["pos", "neg"],
    ("basil", "aim"): ["dir", "ind_pro", "ind_anti", "ind_general"],
    ("basil", "indirect-ally-opponent-sentiment"): ["neg", "neu", "pos"],
    ("basil", "quote"): ["yes", "no"],
    ("basil", "speaker"): ["", "other_pro", "other_anti", "other_neutral"],
    ("basil", "you_feeling"): ["str-neg", "sli-neg", "neu", "sli-pos", "str-pos"],
    ("basil", "author_feeling_main_event"): ["neg", "neu", "pos"],
    ("basil", "author_feeling"): ["neg", "neu", "pos"],
    ("basil", "relative_stance"): ["left", "center", "right"],
    ("babe", "label_bias"): ["Biased", "Non-biased"],
    ("babe", "label_opinion"): [
        "Entirely factual",
        "Somewhat factual but also opinionated",
        "Expresses writer's opinion",
    ],
    ("babe", "biased_words"): ["biased"],
    ("polnear-attribution", "attribution_spans"): ["Source", "Cue", "Content"],
    ("ptc-semeval2020", "technique"): [
        "Appeal_to_Authority",
        "Appeal_to_fear-prejudice",
        "Bandwagon,Reductio_ad_hitlerum",
        "Black-and-White_Fallacy",
        "Causal_Oversimplification",
        "Doubt",
        "Exaggeration,Minimisation",
        "Flag-Waving",
        "Loaded_Language",
        "Name_Calling,Labeling",
        "Repetition",
        "Slogans",
        "Thought-terminating_Cliches",
        "Whataboutism,Straw_Men,Red_Herring",
    ],
} | {("semetko-valkenburg", item): ["1", "0"] for item in IDS["semetko-valkenburg"]}


@cache
def preset(name: str) -> Codebook:
    """A preset as a project with two targets and two camps publishes it."""
    camps = (Camp(id="neutral_other", title="Neither"), Camp(id="unclear", title="Cannot tell"))
    return read_preset(name).model_copy(update={"targets": TARGETS, "camps": camps})


def all_values() -> Iterator[tuple[str, Value]]:
    for name in NAMES:
        for dimension in preset(name).dimensions:
            for value in dimension.values:
                yield f"{name}.{dimension.id}.{value.id}", value


def exported(codebook: Codebook, dimension: Dimension) -> list[str]:
    """The name of each offered value in the dataset, "" where it has none there."""
    given = dimension.exports or {value.id: value.export for value in dimension.values}
    offered = codebook.values_of(dimension) if dimension.exports or dimension.values else ()
    return [given.get(value.id, "") for value in offered]


def test_no_preset_is_missing_and_none_is_unknown() -> None:
    assert {path.stem for path in PRESETS.glob("*.yaml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_is_coherent_finished_and_needs_no_advice(name: str) -> None:
    codebook = preset(name)
    remarks = [*find_faults(codebook), *find_gaps(codebook), *find_advice(codebook)]
    assert [f"{one.place}: {one.message}" for one in remarks] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_preset_says_what_it_is_for_and_where_it_comes_from(name: str) -> None:
    codebook = preset(name)
    assert codebook.purpose
    assert codebook.source
    assert len(codebook.general_rules) >= 5
    head = (PRESETS / f"{name}.yaml").read_text(encoding="utf-8").split("format:")[0]
    assert head.startswith("# ")
    assert "invented" in head
    assert "Limits" in head


@pytest.mark.parametrize("name", NAMES)
def test_ids_stay_as_they_are(name: str) -> None:
    found = {one.id: " ".join(one.value_ids()) for one in preset(name).dimensions}
    assert found == IDS[name]
    assert list(found) == list(IDS[name])


@pytest.mark.parametrize("name", NAMES)
def test_labels_have_the_names_of_their_dataset(name: str) -> None:
    codebook = preset(name)
    found = {
        (name, one.id): exported(codebook, one)
        for one in codebook.dimensions
        if any(exported(codebook, one))
    }
    assert found == {place: names for place, names in EXPORTED.items() if place[0] == name}


def test_dimensions_that_are_called_otherwise_outside_say_so() -> None:
    named = {(n, one.id): one.export for n in NAMES for one in preset(n).dimensions if one.export}
    assert named == {
        ("basil", "speaker_entity"): "speaker",
        ("basil", "bias_notes"): "notes",
        ("polnear-attribution", "attribution"): "Attribution",
    } | {("semetko-valkenburg", item): item for item in IDS["semetko-valkenburg"]}


def test_every_answer_that_can_be_chosen_has_a_key() -> None:
    for name in NAMES:
        for one in read_preset(name).dimensions:
            keys = [value.key for value in one.values] or [one.key] * (one.type == "flag")
            assert all(keys), (name, one.id)


def test_every_value_tells_itself_from_its_neighbours() -> None:
    for place, value in all_values():
        assert len(value.definition.split()) >= THIN_DEFINITION, place
        assert all((value.include, value.exclude, value.positive, value.negative)), place
        assert value.key, place


def test_no_definition_and_no_example_serves_twice() -> None:
    texts = [
        text.casefold()
        for _, value in all_values()
        for text in (value.definition, *value.positive, *value.negative)
    ]
    assert [text for text, count in Counter(texts).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_of_a_marked_passage_shows_the_passage(name: str) -> None:
    for dimension in preset(name).dimensions:
        if dimension.type != "spans":
            continue
        for value in dimension.values:
            for example in value.positive:
                assert 0 < example.count("[") == example.count("]"), f"{value.id}: {example}"


@pytest.mark.parametrize("name", NAMES)
def test_every_question_is_measured_by_what_fits_its_type(name: str) -> None:
    headline = {"single": "nominal", "ordinal": "ordinal", "multi": "masi"}
    measures: dict[str, set[str | None]] = {
        "spans": {None, "unitized_alpha", "span_f1"},
        "links": {"link_f1"},
        "text": {"none"},
        "flag": {"none"},
    }
    for dimension in preset(name).dimensions:
        agreement = dimension.agreement
        if dimension.type in measures:
            assert agreement.measure in measures[dimension.type], dimension.id
        elif agreement.measure != "none":
            assert agreement.measure in {None, "krippendorff_alpha"}, dimension.id
            assert agreement.distances[0] == headline[dimension.type], dimension.id
        if dimension.type == "multi":
            assert agreement.distances == ("masi", "jaccard"), dimension.id


def test_the_default_keeps_the_questions_that_studies_have_answered() -> None:
    """Ids, keys, wording: judgments on an older version stay comparable."""
    extended = preset("framing-tone-sourcing")
    for old in short_codebook().dimensions:
        new = extended.dimension(old.id)
        added = {"tie_break": (), "values": tuple(_without_crosswalk(v) for v in new.values)}
        assert new.model_copy(update=added) == old


def _without_crosswalk(value: Value) -> Value:
    return value.model_copy(update={"maps_to": {}})


def test_the_default_asks_for_voice_where_the_same_target_is_judged() -> None:
    asked = {one.key: one for one in list_questions(preset("framing-tone-sourcing"), ())}
    assert asked["voice.union"].gate == "tone.union"
    condition = asked["voice.union"].dimension.when
    assert condition is not None
    assert condition.is_ == ("-2", "-1", "1", "2")


def test_the_default_asks_five_attributes_of_an_attribution_and_ends_with_the_article() -> None:
    codebook = preset("framing-tone-sourcing")
    asked = {one.key: one for one in list_questions(codebook, ())}
    attributes = [one.key for one in asked["attribution"].attributes]
    assert attributes == ["quote_type", "source_type", "naming", "camp", "cue_stance"]
    assert [one.key for one in list_questions(codebook, (), "article")] == [
        "genre",
        "article_frame",
        "article_tone.council",
        "article_tone.union",
        "episodic_thematic",
        "recognised",
    ]


def test_the_crosswalk_of_the_default_leads_to_labels_that_exist() -> None:
    known = {
        "mfc": {
            f"{value.export.removesuffix('.0')} {value.title}"
            for value in preset("policy-frames-mfc").dimension("frame_spans").values
        },
        "semeval": {*SEMEVAL_FRAMES, "reporting", "opinion", "satire"},
        "semetko_valkenburg": {
            one.group.lower().replace(" ", "_") for one in preset("semetko-valkenburg").dimensions
        },
        "entman": {
            "problem_definition",
            "causal_interpretation",
            "moral_evaluation",
            "treatment_recommendation",
        },
    }
    for place, value in all_values():
        for dataset, names in value.maps_to.items():
            assert set(names) <= known[dataset], place


def test_each_generic_frame_is_a_battery_answered_with_two_keys() -> None:
    items = preset("semetko-valkenburg").dimensions
    sizes = Counter(one.group for one in items)
    assert list(sizes.values()) == [5, 5, 4, 3, 3]
    assert {tuple(value.key for value in one.values) for one in items} == {("y", "n")}
    assert [one.id for one in items if one.optional] == ["HI5"]


def test_techniques_stand_under_their_six_families() -> None:
    values = preset("semeval2023-t3").dimension("techniques").values
    families = [value.group for value in values]
    assert families == sorted(families, key=families.index)  # each family in one piece
    assert Counter(families) == {
        "Justification": 5,
        "Simplification": 3,
        "Distraction": 3,
        "Call": 3,
        "Manipulative wording": 4,
        "Attack on reputation": 5,
    }


def test_bias_spans_offer_the_targets_of_the_project() -> None:
    [bias] = [one for one in list_questions(preset("basil"), ()) if one.key == "bias"]
    for attribute in bias.attributes:
        if attribute.key in {"target", "speaker_entity"}:
            assert attribute.value_ids() == ("council", "union")
