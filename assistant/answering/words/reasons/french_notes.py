"""Ce qui a été remarqué à la lecture d’un texte, en français."""

from __future__ import annotations

NOTES = {
    "removed {count} invisible direction control":
        "{count} caractère de direction invisible retiré",
    "removed {count} invisible direction controls":
        "{count} caractères de direction invisibles retirés",
    "removed {count} invisible character that spells hidden text":
        "{count} caractère invisible qui écrit du texte caché retiré",
    "removed {count} invisible characters that spell hidden text":
        "{count} caractères invisibles qui écrivent du texte caché retirés",
    "{count} characters cannot be read and are shown as �":
        "{count} caractères illisibles sont affichés comme �",
    "read as {name}: it is not UTF-8 and does not say what it is; if letters look wrong, save it as UTF-8":
        "lu comme {name} : le fichier n’est pas en UTF-8 et ne dit pas ce qu’il est ; si des lettres semblent fausses, enregistrez-le en UTF-8",
    "{count} line without a time that can be read: left out, first {first!r}":
        "{count} ligne sans temps lisible : omise, la première {first!r}",
    "{count} lines without a time that can be read: left out, first {first!r}":
        "{count} lignes sans temps lisible : omises, la première {first!r}",
    "front matter does not parse: {reason}; shown as it is written":
        "l’en-tête ne se lit pas : {reason} ; montré tel qu’il est écrit",
    "front matter is a template; shown as it is written":
        "l’en-tête est un modèle à remplir ; montré tel qu’il est écrit",
    "some of it is nested too deeply and was not read":
        "une partie est imbriquée trop profondément et n’a pas été lue",
    "what surrounds its main text was left out: {count} words":
        "ce qui entoure le texte principal a été omis : {count} mots",
    "p. {label}":
        "p. {label}",
    "{count} pages: p. {labels}":
        "{count} pages : p. {labels}",
    "says it has {said} pages, {found} were found: the rest is damaged":
        "annonce {said} pages, {found} ont été trouvées : le reste est endommagé",
    "{pages}: damaged, not read":
        "{pages} : endommagé, non lu",
    "no text on {pages}: needs OCR":
        "pas de texte à la {pages} : nécessite une OCR",
    "{pages}: only a running line; blank, or a picture that needs OCR":
        "{pages} : seulement un titre courant ; vide, ou une image qui nécessite une OCR",
    "running heads and feet: {named}":
        "titres courants et pieds de page : {named}",
    "{count} others":
        "{count} autres",
    "page numbers ({count})":
        "numéros de page ({count})",
    "{one}; {other}":
        "{one} ; {other}",
    "left out of the text: {parts}":
        "omis du texte : {parts}",
    "{pages}: the text layer is poor ({reason}); check quotations against the page":
        "{pages} : la couche de texte est mauvaise ({reason}) ; vérifiez les citations sur la page elle-même",
    "{pages}: the text layer is unreadable ({reason}); check quotations against the page":
        "{pages} : la couche de texte est illisible ({reason}) ; vérifiez les citations sur la page elle-même",
    "{pages}: the same text as on the page before":
        "{pages} : le même texte qu’à la page précédente",
    "is {content}, though its name ends in {suffix!r}; read as {content}":
        "est du {content}, bien que son nom finisse par {suffix!r} ; lu comme {content}",
    "YAML does not parse: {reason}; read as plain text":
        "le YAML ne se lit pas : {reason} ; lu comme texte simple",
    "{name!r} is read as {full}":
        "{name!r} est lu comme {full}",
    "columns in which no row has a value are left out: {named}":
        "les colonnes où aucune ligne n’a de valeur sont omises : {named}",
}  # fmt: skip
