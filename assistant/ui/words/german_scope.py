"""Nur einige Dokumente fragen, auf Deutsch."""

from __future__ import annotations

from assistant.answering.words.german import GERMAN as ANSWERS
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
    silent=ANSWERS.silent,
    follow="Weiter mit",
    kinds=ANSWERS.kinds,  # as answers say it
    statuses=ANSWERS.statuses,
    languages=ANSWERS.languages,
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
