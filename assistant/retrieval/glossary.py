"""The field's commonest terms from German and French into English, for documents in English.

The encoder was trained on English and the word index holds the documents' own words: of a German
question both find its names and numbers only. Beginnings of words, because German and French
bend them. Not a translation: what is not here is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.retrieval.name_terms import fold

_GERMAN = """
lizenz license; quelloffen open source; quellcode source code; quelltext source code; offen open;
frei free; freiheit freedom; daten data; trainingsdaten training data; trainier train; trainings
training; modell model; gewicht weights; parameter parameters; ausgabe output; ergebnis results;
sprachmodell language model; sprache languages; nutz use; verwend use; benutz user; verbot
prohibited; verboten prohibited; verbiet prohibit; erlaub permitted; darf may; durf may; muss
must; pflicht obligation; verpflicht obligation; bedingung conditions; bestimmung provision;
klausel clause; abschnitt section; absatz paragraph; artikel article; anhang annex; punkt point;
verkauf sell; geld money; gebuhr fee; kosten cost; preis price; kommerziell commercial; gewerblich
commercial; geschaftlich business; unternehmen company; firma company; forschung research; militar
military; armee army; medizin medical; kinder children; gesetz law; recht rights; gericht court;
klag lawsuit; patent patent; urheber copyright; marke trademark; haftung liability; gewahr
warranty; garantie warranty; kundig terminate; erlosch terminate; weitergeb distribute; weitergabe
distribution; verbreit distribute; verander modify; anderung changes; geandert changed; bearbeit
modify; abgeleitet derivative; namensnennung attribution; nennen credit; veroffentlich publish;
offenleg disclose; beschreib describe; angaben information; unterlagen documentation; dokument
documentation; fassung version; entwurf draft; neu new; begriff term; bedeut mean; definier
define; genehmig approve; anerkann approved; zugelassen approved; gepruft reviewed; sagt said;
sagte said; meint think; gesprach interview; podium panel; redner speaker; kritik criticism; grund
reason; unterschied difference; unterscheid differ; vergleich compare; beide both;
gegenuber versus; jeweils each; widersprech disagree; einig agree; strom electricity; energie
energy; rechen compute; rechner computer; stunden hours; nutzer users; monatlich monthly; jahr
year; tage days; bild images; risiko risk; sicherheit safety; transparen transparency; gefahr
danger; wettbewerb competition; konkurr compete; behord authority; anbieter provider; entwickler
developers; hersteller maker; gemeinschaft community; werkzeug tool; prufpunkt checkpoint;
zwischenstand checkpoint; feinabstimm fine-tuning; destill distill; geschlossen closed; umgeh
circumvent; hinweis notice; kopie copies; datei file; netz network; dienst service
"""
_FRENCH = """
licen license; ouvert open; libre free; liberte freedom; donne data; entrain training; modele
model; poids weights; parametre parameters; sortie output; resultat results; langue languages;
langage language; utilis use; utilisateur users; interdi prohibited; interdit prohibited; permis
permitted; permet permit; autoris permitted; doit must; dois must; oblig obligation; condition
conditions; clause clause; section section; paragraph paragraph; article article; annexe annex;
point point; vend sell; vente sale; argent money; prix price; cout cost; frais fee; commercia
commercial; entreprise company; societe company; recherche research; milita military; armee army;
medica medical; enfant children; loi law; droit rights; tribunal court; juge judge; brevet patent;
auteur author; marque trademark; responsabilite liability; garanti warranty; resili terminate;
distribu distribute; modifi modify; chang change; deriv derivative; attribution attribution; nom
name; publi publish; partag share; decri describe; document documentation; version version;
brouillon draft; nouve new; terme term; signifi mean; defini define; approuv approved; dit said;
pense think; entretien interview; panneau panel; orateur speaker; critique criticism; raison
reason; pourquoi why; differen difference; compar compare; contraire unlike;
accord agree; electri electricity; energie energy;
calcul compute; heure hours; mensuel monthly; annee year; jour days; image images; texte text;
risque risk; securite safety; transparen transparency; danger danger; concurren competition;
autorite authority; fournisseur provider; developpeur developers; communaute community; outil
tool; ferme closed; copie copies; fichier file; reseau network; service service; code code;
quantifi quantized; employe employees; emotion emotions
"""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SHORTEST = 4  # letters of a beginning; shorter ones are whole words


def in_english(question: str, language: str) -> str:
    """English words for the terms of a German or French question; empty for any other."""
    terms = _glossary(language)
    if not terms:
        return ""
    words = (fold(part) for word in _WORD.findall(question) for part in re.split("['’-]", word))
    found = (_meaning(word, terms) for word in words)
    return " ".join(dict.fromkeys(meaning for meaning in found if meaning))


def _meaning(word: str, terms: Mapping[str, str]) -> str | None:
    """What the longest beginning of the word stands for."""
    for length in range(len(word), SHORTEST - 1, -1):
        if word[:length] in terms:
            return terms[word[:length]]
    return terms.get(word)


@cache
def _glossary(language: str) -> Mapping[str, str]:
    written = {"de": _GERMAN, "fr": _FRENCH}.get(language, "")
    entries = (" ".join(entry.split()) for entry in written.split(";"))
    return dict(entry.split(" ", 1) for entry in entries if entry)
