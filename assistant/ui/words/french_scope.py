"""N'interroger que certains documents, en français."""

from __future__ import annotations

from assistant.answering.words.french import FRENCH as ANSWERS
from assistant.types import QuestionTemplates
from assistant.ui.words.scope import ScopeWords

SCOPE = ScopeWords(
    everything="Recherche dans tous les documents",
    limited="Recherche seulement dans",
    panel="Documents dans lesquels chercher",
    kind="Type",
    document="Document",
    language="Langue",
    version="Version",
    status="État",
    find="Trouver un document",
    done="Terminé",
    remove="Ne pas chercher seulement dans {name}",
    clear="Chercher dans tous les documents",
    compare="Comparer côte à côte",
    chosen="Recherche seulement dans : {scope}",
    only="Recherché seulement dans : {scope}",
    ask_everything="Interroger tous les documents",
    silent=ANSWERS.silent,
    follow="Poursuivre avec",
    kinds=ANSWERS.kinds,  # as answers say it
    statuses=ANSWERS.statuses,
    languages=ANSWERS.languages,
    templates=QuestionTemplates(
        definitions=("En quoi {one} et {other} diffèrent-elles ?", "Compare {one} et {other}."),
        named={
            "definition": (
                "Est-ce que {name} exige les données d’entraînement ?",
                "Qu’exige {name} ?",
            ),
            "license": (
                "Est-ce que {name} permet l’usage commercial ?",
                "Qui peut utiliser ce qui est sous {name} ?",
                "Qu’interdit {name} ?",
            ),
            "model_card": (
                "{name} est-il open source ?",
                "Quelle est la licence de {name} ?",
                "Avec quelles données {name} a-t-il été entraîné ?",
            ),
            "policy": ("Que dit {name} de l’open source ?",),
            "record": (
                "À quel point {name} est-il ouvert ?",
                "Les données d’entraînement de {name} sont-elles ouvertes ?",
            ),
        },
        spoken=("Qu’a dit {speaker} de {topic} ?",),
        topical=("Que dit {name} de {topic} ?",),
        what_about="Et {name} ?",
        what_says="Et que dit {speaker} ?",
        as_text="« {name} »",
        as_title="« {name} »",
    ),
)  # fmt: skip
