from __future__ import annotations

import pytest

from assistant.reading.page_quality import judge_page

_GOOD = {
    "English": "The licensee may copy, change and pass on the work to anyone. " * 8,
    "German": "Die Datenschutzgrundverordnung gilt für Rechtsverhältnisse aller Art. " * 8,
    "French": "L’œuvre peut être copiée, modifiée et redistribuée par qui le veut. " * 8,
    "Arabic": "يجوز لأي شخص استخدام هذا النموذج وتعديله ونشره لأي غرض كان. " * 8,
    "Japanese": "このモデルは誰でも自由に使用、変更、再配布することができます。" * 8,
    "a table": "2019 12,345 67.8 % 2020 23,456 78.9 % 2021 34,567 89.0 %\n" * 8,
    "contents": "1 Definitions ............ 4\n2 Grant of rights ............ 7\n" * 8,
    "formulas": "Sei (X, d) ein Raum und x ∈ X, r > 0, dann ist U offen: x ≤ y + z. " * 8,
    "little": "/g1/g2",
}


@pytest.mark.parametrize("text", _GOOD.values(), ids=_GOOD)
def test_text_that_a_person_can_read_is_good(text: str) -> None:
    assert judge_page(text) == ("good", "")


@pytest.mark.parametrize(
    ("text", "level", "reason"),
    [
        ("/g12/g34/g5/g101 " * 20, "unreadable", "glyph numbers instead of letters"),
        ("(cid:12)(cid:34) and words " * 20, "unreadable", "glyph numbers instead of letters"),
        ("a word \ue012\ue013 " * 30, "unreadable", "characters without a meaning"),
        ("many words of text here \ufffd " * 30, "poor", "characters without a meaning"),
        (
            "T h e l i c e n s e e m a y c o p y t h e w o r k . " * 9,
            "unreadable",
            "words fall apart",
        ),
        ("Xfr bncdpl zxcv qwrt mnbv plkj hgfd trwq " * 9, "unreadable", "words without vowels"),
        ("Thelicenseemaycopychangeandpassonthework. " * 40, "poor", "missing spaces"),
        ("#$%&'()*+,-./:;<=>?@[]^_`{|}~" * 9, "unreadable", "signs instead of letters"),
    ],
)
def test_text_that_nobody_can_read_is_called_so(text: str, level: str, reason: str) -> None:
    judged = judge_page(text)

    assert judged.level == level
    assert judged.reason.startswith(reason)
