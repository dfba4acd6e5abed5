from __future__ import annotations

from datetime import date

import pytest

from workbench.corpus.drafts import Options
from workbench.corpus.readers import read
from workbench.corpus.readers.dates import is_clock_time, is_labelled_date, read_date_line

DAY = date(2019, 3, 9)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2019-03-09", ""),
        ("2019-03-09T10:15:00Z", ""),
        ("2019-03-09T10:15:00.000+01:00", ""),
        ("9 March 2019", ""),
        ("9th of March 2019", ""),
        ("March 09, 2019", ""),
        ("Mar. 9, 2019, 4:30 p.m. ET", ""),
        ("Sat 9 Mar 2019 10.30 GMT", ""),
        ("March 9, 2019 9:30 AM ET", ""),
        ("March 9, 2019 / 4:50 AM", ""),
        ("Saturday, March 9, 2019", ""),
        ("Published: 9 March 2019 at 10:30", ""),
        ("Published 9 March 2019, updated 10 March 2019", ""),
        ("Samstag, den 9. März 2019, 10:30 Uhr", ""),
        ("9 mars 2019 à 10h30", ""),
        ("9 de marzo de 2019", ""),
        ("Some Paper, March 9, 2019", "Some Paper"),
        ("Some Paper | 9 March 2019", "Some Paper"),
        ("By Ana Lind – 9 March 2019", "By Ana Lind"),
    ],
)
def test_a_line_that_dates_is_read(text: str, before: str) -> None:
    line = read_date_line(text)
    assert line is not None
    assert (line.published, line.before) == (DAY, before)


@pytest.mark.parametrize(
    "text",
    [
        "The vote is on Friday.",
        "On 9 March 2019 the bridge fell into the river.",
        "From 9 March 2019 to 10 March 2019",
        "03/04/2019",
        "31 February 2019",
        "March 2019",
        "1 May 2019 " * 500,
        "",
    ],
)
def test_other_lines_are_not(text: str) -> None:
    assert read_date_line(text) is None


@pytest.mark.parametrize("text", ["09.03.2019", "Stand: 9.3.2019, 10:30 Uhr", "9. 3. 2019"])
def test_a_dotted_date_is_read_where_the_day_is_known_to_come_first(text: str) -> None:
    line = read_date_line(text, day_first=True)
    assert line is not None
    assert line.published == DAY
    assert read_date_line(text) is None


@pytest.mark.parametrize("text", ["23.03.2019", "03.03.2019"])
def test_a_dotted_date_with_one_meaning_is_read_anywhere(text: str) -> None:
    assert read_date_line(text) == read_date_line(text, day_first=True) is not None


@pytest.mark.parametrize("text", ["03/04/2019", "23/04/2019", "03.23.2019", "31.02.2019", "1.2.19"])
def test_slashes_and_impossible_days_stay_unread(text: str) -> None:
    assert read_date_line(text, day_first=True) is None


@pytest.mark.parametrize("line", ["09.03.2019", "Hafenbote, 09.03.2019", "Stand: 09.03.2019"])
def test_the_language_of_an_article_decides_on_dotted_dates(line: str) -> None:
    text = f"Brücke gesperrt\n\n{line}\n\nDie Brücke bleibt bis zum Sommer gesperrt.".encode()
    [german] = read(text, "a.txt", Options(language="de-AT")).articles
    [english] = read(text, "a.txt").articles
    assert (german.published, english.published) == (DAY, None)
    assert german.paragraphs[1].kind == english.paragraphs[1].kind == "metadata"


def test_a_label_vouches_for_a_date_in_figures_but_gives_none() -> None:
    assert is_labelled_date("Updated: 03/04/2019")
    assert read_date_line("Updated: 03/04/2019") is None
    assert not is_labelled_date("Updated figures show a fall of 3/4 in sales.")
    assert not is_labelled_date("03/04/2019")


@pytest.mark.parametrize("text", ["14:05", "2.30 pm", "09:00 GMT"])
def test_clock_times(text: str) -> None:
    assert is_clock_time(text)
    assert not is_clock_time(f"{text} The bridge is closed.")
