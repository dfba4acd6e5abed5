"""Which encoding is proposed for bytes that are no UTF-8: short texts and long ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.corpus.readers.encodings import ENCODINGS, propose

SAMPLES = (
    # made in, proposed, text
    ("cp1252", "cp1252", "It’s over."),
    ("cp1252", "cp1252", "Café society."),
    ("cp1252", "cp1252", "He said “hello” to Zoë – it’s fine."),
    ("cp1252", "cp1252", "El año próximo habrá elecciones, según Muñoz. ¿Quién ganará?"),
    ("cp1252", "cp1252", "São Paulo não dorme, disse o prefeito à televisão."),
    ("cp1252", "cp1252", "Kære læsere: på Åland spiser de smørrebrød."),
    ("cp1252", "cp1252", "Zürich “naïve” Muñoz façade Søren São."),
    ("iso8859_1", "cp1252", "Größe ändert sich. Das sagte die Ärztin am Freitag in Köln."),
    ("iso8859_1", "cp1252", "L'été dernier, la forêt a brûlé où l'on ne s'y attendait guère."),
    ("cp1250", "cp1250", "Żółta łódź płynie po rzece, mówią mieszkańcy Łęczycy."),
    ("cp1250", "cp1250", "Příští týden začíná jednání, řekl starosta města."),
    ("cp1250", "cp1250", "Az őszi ülésszak első napján a képviselők döntöttek."),
    ("cp1254", "cp1254", "Oylama cuma günü yapılacak, dedi bakan. Şehir ışıkları söndü."),
    ("koi8_r", "koi8_r", "Голосование состоится в пятницу, сказал министр."),
    ("cp1251", "cp1251", "Голосование состоится в пятницу, сказал министр."),
    ("cp1253", "cp1253", "Η ψηφοφορία θα γίνει την Παρασκευή."),
    ("cp1255", "cp1255", "ההצבעה תתקיים ביום שישי."),
    ("cp1256", "cp1256", "قال الوزير إن التصويت يوم الجمعة"),
    ("shift_jis", "cp932", "投票は金曜日です。大臣は記者団に語った。"),
    ("euc_jp", "euc_jp", "投票は金曜日です。大臣は記者団に語った。"),
    ("gb18030", "gb18030", "投票将于星期五举行。部长对记者说。"),
    ("big5", "big5", "投票將於星期五舉行。"),
    ("euc_kr", "cp949", "투표는 금요일에 실시됩니다."),
)


@pytest.mark.parametrize("times", [1, 20, 3_000])
@pytest.mark.parametrize(("made_in", "proposed", "text"), SAMPLES)
def test_the_encoding_is_proposed(made_in: str, proposed: str, text: str, times: int) -> None:
    data = "First line.\n".encode(made_in) + f"{text}\n".encode(made_in) * times
    with pytest.raises(UnicodeDecodeError) as caught:
        data.decode()
    assert propose(data, caught.value.start) == proposed
    assert text in data.decode(proposed)


@pytest.mark.parametrize(
    "data",
    [
        b"It costs \x81 12.",  # byte 0x81 is nothing in Windows-1252
        b"Text \x81\x8d\x8f\x90\x9d\xff\xfe\xfd",
        "It’s fine.\n".encode("cp1252") * 9_000 + b"\x81",  # beyond the sample
    ],
)
def test_windows_1252_is_not_proposed_for_bytes_that_it_lacks(data: bytes) -> None:
    assert propose(data, 0) != "cp1252"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=40))
def test_what_is_proposed_decodes_all_bytes(data: bytes) -> None:
    proposal = propose(data, 0)
    assert proposal in {"", *ENCODINGS}
    if proposal:
        data.decode(proposal)
