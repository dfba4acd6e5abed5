"""What each key of the file format means, in the words that editors show; a test keeps it complete.

By the name of the part and of the key, in the order of `format`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "Codebook": {
        "format": "Name and version of this format.",
        "id": "Short name of the codebook; it stands in every exported line.",
        "title": "As it stands above the questions.",
        "language": "Language that it is written in, as a code such as en.",
        "purpose": "What the study wants to find out, in a sentence or two.",
        "source": "Where the design comes from, for the printed codebook and the dataset card.",
        "general_rules": "Rules that hold for all questions, each one a sentence.",
        "targets": "Actors whose portrayal is scored: `per: target` asks once for each.",
        "camps": "Sides that a source can belong to, for `values_from: project.camps`.",
        "dimensions": "The questions, in the order in which they are asked.",
    },
    "Dimension": {
        "id": "Short name of the question; judgments and exports refer to it.",
        "title": "Heading of the question.",
        "question": "The question as it is asked of an annotator.",
        "rule": "How to decide, above all between two answers that both seem possible.",
        "unit": "What it is asked about: a paragraph, the whole article, a marked span or a link.",
        "of": "For questions on spans or links, and for links: the dimension whose spans or links.",
        "of_values": "Ask only about spans with these labels.",
        "type": (
            "single: one value; multi: a set; ordinal: a scale, lowest first; "
            "flag: yes or nothing; text: words; spans: marked passages; links: ties of passages."
        ),
        "per": "target: ask once for each target.",
        "group": "Heading over neighbouring questions, which may then share their keys.",
        "optional": "An annotator may leave it unanswered.",
        "key": "For a flag: the key that sets it, one letter or digit; a capital means with Shift.",
        "min": "For a set: at least so many values.",
        "max": "For a set: at most so many values; 0 is no limit.",
        "exclusive": "For a set: values that stand alone.",
        "off_scale": "For a scale: values that are no grade, such as not mentioned.",
        "tie_break": "Values in the order of preference, for when two fit alike.",
        "default": "What stands in the form before anybody has answered.",
        "values_from": (
            "Instead of `values`: the id of an earlier question, project.camps or project.targets."
        ),
        "when": "Ask only after this answer to an earlier question.",
        "members": "For links: which passages they tie, and how many of each.",
        "agreement": "How the reliability of the answers is measured.",
        "clarifications": "Questions that annotators asked about it, with the lead’s answers.",
        "export": "Name of the question in the dataset that the codebook is compatible with.",
        "exports": "With `values_from`: value id to its name in that dataset.",
        "values": "The answers to choose from, in the order in which they are shown.",
    },
    "Value": {
        "id": "Short name of the value; judgments and exports refer to it.",
        "title": "As it stands on the button.",
        "key": "The key that chooses it: one letter or digit; a capital means with Shift.",
        "group": "Heading over neighbouring values.",
        "definition": "What the value means, in a full sentence.",
        "include": "What belongs to it, in doubtful cases.",
        "exclude": "What does not belong to it, and where that belongs instead.",
        "positive": "Examples: passages that get this value.",
        "negative": "Counter-examples: passages that seem to, and do not.",
        "clarifications": "Questions that annotators asked about it, with the lead’s answers.",
        "export": "Name of the label in the dataset that the codebook is compatible with.",
        "maps_to": "Labels of other datasets that come near, by the name of the dataset.",
    },
    "Condition": {
        "dimension": "The earlier question, on the same unit.",
        "is_": "Ask when its answer is, or holds, one of these values.",
        "at_least": "Ask when so many of its values were chosen.",
    },
    "Agreement": {
        "measure": "Left out: alpha, for spans unitized alpha, for links F1. none: not measured.",
        "distances": "How far two answers lie apart; the headline one first.",
    },
    "Member": {
        "value": "Label of the passages in this role.",
        "min": "At least so many of them.",
        "max": "At most so many of them; 0 is no limit.",
    },
    "Clarification": {
        "question": "What was asked.",
        "answer": "What holds from then on.",
    },
    "Target": {
        "id": "Short name of the actor: small letters, digits and hyphens.",
        "title": "The actor as an annotator reads it.",
        "aliases": "Other names for it in the text.",
    },
    "Camp": {
        "id": "Short name of the side.",
        "title": "The side as an annotator reads it.",
        "definition": "Who belongs to it.",
    },
}
