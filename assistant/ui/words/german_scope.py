"""Nur einige Dokumente fragen, auf Deutsch."""

from __future__ import annotations

from assistant.types import QuestionTemplates
from assistant.ui.words.scope import ScopeWords

SCOPE = ScopeWords(
    everything="Alle Dokumente werden durchsucht",
    limited="Durchsucht werden nur",
    panel="Welche Dokumente durchsucht werden",
    kind="Art",
    document="Dokument",
    language="Sprache",
    version="Fassung",
    status="Stand",
    find="Dokument finden",
    done="Fertig",
    remove="Nicht nur {name} durchsuchen",
    clear="Alle Dokumente durchsuchen",
    compare="Nebeneinander vergleichen",
    chosen="Durchsucht werden nur: {scope}",
    only="Durchsucht wurden nur: {scope}",
    ask_everything="Alle Dokumente fragen",
    silent="Dieses Dokument beantwortet das nicht.",
    follow="Weiter mit",
    kinds={
        "definition": "Definitionen",
        "license": "Lizenzen",
        "panel": "Podien",
        "model_card": "Modellkarten",
        "policy": "Regelwerke",
        "record": "Einträge",
        "commentary": "Kommentare",
        "own": "eigene Dokumente",
    },
    statuses={
        "current": "geltend",
        "draft": "Entwürfe",
        "superseded": "überholt",
        "translation": "Übersetzungen",
        "unknown": "Stand unbekannt",
    },
    languages={
        "en": "Englisch", "fr": "Französisch", "de": "Deutsch", "es": "Spanisch",
        "it": "Italienisch", "pt": "Portugiesisch", "nl": "Niederländisch", "ja": "Japanisch",
        "zh": "Chinesisch", "ko": "Koreanisch", "ar": "Arabisch", "he": "Hebräisch",
        "ru": "Russisch", "el": "Griechisch", "hi": "Hindi", "th": "Thailändisch",
    },
    templates=QuestionTemplates(
        definitions=("Worin unterscheiden sich {one} und {other}?", "Vergleiche {one} mit {other}."),
        named={
            "definition": ("Verlangt {name} die Trainingsdaten?", "Was verlangt {name}?"),
            "license": (
                "Erlaubt {name} die kommerzielle Nutzung?",
                "Wer darf nutzen, was unter {name} steht?",
                "Was verbietet {name}?",
            ),
            "model_card": (
                "Ist {name} Open Source?",
                "Welche Lizenz hat {name}?",
                "Womit wurde {name} trainiert?",
            ),
            "policy": ("Was sagt {name} über Open Source?",),
            "record": ("Wie offen ist {name}?", "Sind die Trainingsdaten von {name} offen?"),
        },
        spoken=("Was sagte {speaker} über {topic}?",),
        topical=("Was sagt {name} über {topic}?",),
        what_about="Und was ist mit {name}?",
        what_says="Und was sagt {speaker}?",
        as_text="„{name}“",
        as_title="„{name}“",
    ),
)  # fmt: skip
