"""Was beim Lesen eines Textes aufgefallen ist, auf Deutsch."""

from __future__ import annotations

NOTES = {
    "removed {count} invisible direction control":
        "{count} unsichtbares Richtungszeichen entfernt",
    "removed {count} invisible direction controls":
        "{count} unsichtbare Richtungszeichen entfernt",
    "removed {count} invisible character that spells hidden text":
        "{count} unsichtbares Zeichen entfernt, das versteckten Text schreibt",
    "removed {count} invisible characters that spell hidden text":
        "{count} unsichtbare Zeichen entfernt, die versteckten Text schreiben",
    "{count} characters cannot be read and are shown as �":
        "{count} Zeichen sind nicht lesbar und stehen als � da",
    "read as {name}: it is not UTF-8 and does not say what it is; if letters look wrong, save it as UTF-8":
        "als {name} gelesen: Die Datei ist kein UTF-8 und sagt nicht, was sie ist; wenn Buchstaben falsch aussehen, speichern Sie sie als UTF-8",
    "{count} line without a time that can be read: left out, first {first!r}":
        "{count} Zeile ohne lesbare Zeit: weggelassen, die erste {first!r}",
    "{count} lines without a time that can be read: left out, first {first!r}":
        "{count} Zeilen ohne lesbare Zeit: weggelassen, die erste {first!r}",
    "front matter does not parse: {reason}; shown as it is written":
        "der Vorspann ist nicht lesbar: {reason}; gezeigt, wie er dasteht",
    "front matter is a template; shown as it is written":
        "der Vorspann ist eine Vorlage; gezeigt, wie er dasteht",
    "some of it is nested too deeply and was not read":
        "ein Teil davon ist zu tief verschachtelt und wurde nicht gelesen",
    "what surrounds its main text was left out: {count} words":
        "was um den Haupttext herum steht, wurde weggelassen: {count} Wörter",
    "p. {label}":
        "S. {label}",
    "{count} pages: p. {labels}":
        "{count} Seiten: S. {labels}",
    "says it has {said} pages, {found} were found: the rest is damaged":
        "nennt {said} Seiten, gefunden wurden {found}: Der Rest ist beschädigt",
    "{pages}: damaged, not read":
        "{pages}: beschädigt, nicht gelesen",
    "no text on {pages}: needs OCR":
        "kein Text auf {pages}: braucht Texterkennung (OCR)",
    "{pages}: only a running line; blank, or a picture that needs OCR":
        "{pages}: nur eine Kopf- oder Fußzeile; leer, oder ein Bild, das Texterkennung (OCR) braucht",
    "running heads and feet: {named}":
        "Kopf- und Fußzeilen: {named}",
    "{count} others":
        "{count} andere",
    "page numbers ({count})":
        "Seitenzahlen ({count})",
    "{one}; {other}":
        "{one}; {other}",
    "left out of the text: {parts}":
        "aus dem Text weggelassen: {parts}",
    "{pages}: the text layer is poor ({reason}); check quotations against the page":
        "{pages}: die Textebene ist schlecht ({reason}); prüfen Sie Zitate an der Seite selbst",
    "{pages}: the text layer is unreadable ({reason}); check quotations against the page":
        "{pages}: die Textebene ist unlesbar ({reason}); prüfen Sie Zitate an der Seite selbst",
    "{pages}: the same text as on the page before":
        "{pages}: derselbe Text wie auf der Seite davor",
    "is {content}, though its name ends in {suffix!r}; read as {content}":
        "ist {content}, obwohl der Name auf {suffix!r} endet; als {content} gelesen",
    "YAML does not parse: {reason}; read as plain text":
        "das YAML ist nicht lesbar: {reason}; als einfacher Text gelesen",
    "{name!r} is read as {full}":
        "{name!r} wird als {full} gelesen",
    "columns in which no row has a value are left out: {named}":
        "Spalten, in denen keine Zeile einen Wert hat, sind weggelassen: {named}",
}  # fmt: skip
