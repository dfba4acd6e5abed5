"""What each key of an exported line means; the page shows this table, a test keeps it complete."""

from __future__ import annotations

#: Key and meaning, in the order of the line.
FIELDS: tuple[tuple[str, str], ...] = (
    ("schema", "Name and version of this format."),
    ("project", "Short name of the project."),
    ("demo", "true for the sample project: its people and judgments are invented."),
    (
        "codebook",
        "Id, version number and SHA-256 of the codebook in whose terms the answers stand.",
    ),
    ("answered_under", "Version that the annotator had; older where answers were carried over."),
    ("article_id", "Key of the article; it never changes."),
    ("title", "Headline of the article. Left out without text."),
    ("outlet", "Who published it; null where it is not known."),
    ("story", "The event it covers; null where none was given."),
    ("published", "Day of publication, as 2026-01-31; null where it is not known."),
    ("language", "Language of the article, as a code such as en."),
    ("unit", "What was judged: “paragraph”, or “article” for the article as a whole."),
    (
        "paragraph_id",
        "Article key and place of the paragraph: what to group annotators by. null for an article.",
    ),
    (
        "paragraph_index",
        "Place in the article, from 1; bylines and captions count too. null for an article.",
    ),
    ("role", "Kind of paragraph: title, standfirst, heading, body or quote. null for an article."),
    ("text", "The paragraph; null for an article. Left out without text."),
    (
        "text_sha256",
        "SHA-256 of the paragraph in UTF-8, to check a text that you hold yourself. null for an "
        "article.",
    ),
    ("article_offset", "Where the paragraph starts in the article; null for an article."),
    ("record", "“annotation”: what one annotator said, nothing added up or settled."),
    ("annotator", "Seat of the annotator: a pseudonym drawn for this project alone."),
    ("round", "Name of the round."),
    (
        "blind",
        "true: nobody else’s answers were shown to the annotator before. The opposite of "
        "saw_others.",
    ),
    (
        "status",
        "draft, done, or submitted once the whole article was handed in; skipped, whether done or "
        "not, while its annotator has laid the article aside.",
    ),
    (
        "labels",
        "The answers by question, under the names of the dataset that the codebook is compatible "
        "with, else under its own. What was not answered is absent; a flag is true or false. "
        "Without text, answers in the annotator’s own words are left out.",
    ),
    ("spans", "Marked passages, in reading order; [] where there are none."),
    ("relations", "Ties between marked passages; [] where there are none."),
    ("note", "What the annotator wrote beside the paragraph. Left out without text."),
    ("flag", "True when the annotator asked the lead to look."),
    ("revision", "How often the judgment was saved; this is the last one."),
    ("saved_at", "When it was saved last, in UTC."),
    ("saw_outlet", "Whether the outlet was shown while the annotator worked."),
    ("saw_premarks", "Whether suggestions made by rules were shown."),
    (
        "saw_others",
        "Whether counts of the others’ answers to this article, its discussions or its rulings had "
        "been open to the annotator, who submitted it, before this was saved: possible only after "
        "a lead reopened it, or in another round.",
    ),
    (
        "recognised_outlet",
        "What the annotator said on submitting the article, before the hidden outlet was shown: "
        "no, guess or yes. null where nobody asked, or it is not submitted yet.",
    ),
    (
        "recognised_as",
        "The outlet that they had in mind, in their own words; may be empty. Left out without "
        "text.",
    ),
    (
        "active_ms",
        "Milliseconds in which the annotator worked on it: it was the active paragraph, its tab in "
        "sight, and the last key, touch or scroll at most 60 seconds ago; pauses are left out. "
        "null where it was not measured, as with the form without scripts.",
    ),
)

#: The same for the entries of `spans`.
SPAN_FIELDS: tuple[tuple[str, str], ...] = (
    ("id", "s1, s2 and so on, in reading order."),
    ("dimension", "The question that it answers."),
    ("label", "The value that was given."),
    ("start", "First character, counted in the paragraph from 0."),
    ("end", "The character after the last one."),
    ("article_start", "The same as start, counted in the article."),
    ("article_end", "The same as end, counted in the article."),
    ("text", "The marked words. Left out without text."),
    ("origin", "manual, premark_accepted or premark_edited."),
    ("attributes", "Answers to the questions about this passage; {} where there are none."),
)

#: The same for the entries of `relations`; the roles stand between, by the label of their passages.
RELATION_FIELDS: tuple[tuple[str, str], ...] = (
    ("id", "r1, r2 and so on, in reading order."),
    ("type", "The question that it answers."),
    (
        "source, cue, …",
        "A key for each role that the codebook names: the ids of the passages in it, [] for none.",
    ),
    ("attributes", "Answers to the questions about this tie; {} where there are none."),
)
