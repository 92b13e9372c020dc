"""Warum eine Datei nicht gelesen oder nicht aufgenommen wird, auf Deutsch."""

from __future__ import annotations

FILES = {
    'has no captions that can be read: no line holds two times, as in "00:00:01.000 --> 00:00:05.000"':
        'hat keine Untertitel, die sich lesen lassen: In keiner Zeile stehen zwei Zeiten wie in "00:00:01.000 --> 00:00:05.000"',
    "has no captions with text":
        "hat keine Untertitel mit Text",

    "would lose {lost:,} of its {whole:,} characters when it is cut into passages; it is not indexed: please report this file":
        "verlöre {lost:,} seiner {whole:,} Zeichen, wenn es in Stellen geschnitten wird; es wird nicht aufgenommen: Bitte melden Sie diese Datei",

    "is not text: it holds binary data; check its suffix":
        "ist kein Text: Es enthält Binärdaten; prüfen Sie die Endung",

    "{path!r} has no column 'file'; correct or remove it":
        "{path!r} hat keine Spalte 'file'; berichtigen oder entfernen Sie die Datei",

    "is not text: it holds NUL bytes; check its suffix":
        "ist kein Text: Es enthält NUL-Bytes; prüfen Sie die Endung",

    "{root!r} does not exist; check the path":
        "{root!r} gibt es nicht; prüfen Sie den Pfad",
    "its name holds characters that cannot be seen; rename it":
        "der Name enthält Zeichen, die man nicht sieht; benennen Sie die Datei um",
    "its name is not valid UTF-8; rename it":
        "der Name ist kein gültiges UTF-8; benennen Sie die Datei um",
    "is a link that leads nowhere":
        "ist ein Link, der nirgendwohin führt",
    "is a link to a file or folder of the same root, which is read where it lies":
        "ist ein Link auf eine Datei oder einen Ordner unter demselben Ordner; gelesen wird, was dort liegt",
    "is a link that leaves the folder; copy the file here to have it read":
        "ist ein Link, der aus dem Ordner hinausführt; kopieren Sie die Datei hierher, damit sie gelesen wird",
    "has an unknown format ({suffix}); known: {known}":
        "hat ein unbekanntes Format ({suffix}); bekannt sind: {known}",
    "is empty":
        "ist leer",
    "is too large: {mb} MB, at most {limit} MB":
        "ist zu groß: {mb} MB, höchstens {limit} MB",
    "an OpenDocument text":
        "ein OpenDocument-Text",
    "a rich text file":
        "eine RTF-Datei",
    "a Pages document":
        "ein Pages-Dokument",
    "an OpenDocument presentation":
        "eine OpenDocument-Präsentation",
    "an OpenDocument spreadsheet":
        "eine OpenDocument-Tabelle",

    "is not HTML that can be read: {reason}":
        "ist kein HTML, das sich lesen lässt: {reason}",
    "is nested too deeply; save it as text or PDF":
        "ist zu tief verschachtelt; speichern Sie es als Text oder PDF",
    "holds no text: it may be built by scripts; save it as text or PDF":
        "enthält keinen Text: Vielleicht wird er von Skripten erzeugt; speichern Sie es als Text oder PDF",

    "became a link, or its folder did, after it was found; run the same command again":
        "wurde, nachdem es gefunden war, zu einem Link, oder sein Ordner wurde es; versuchen Sie dasselbe noch einmal",
    "is not a regular file (a pipe, a socket or a device)":
        "ist keine gewöhnliche Datei (eine Pipe, ein Socket oder ein Gerät)",
    "is too large: more than {mb} MB":
        "ist zu groß: mehr als {mb} MB",
    "cannot be opened: {reason}":
        "lässt sich nicht öffnen: {reason}",

    "glyph numbers instead of letters":
        "Nummern von Schriftzeichen statt Buchstaben",
    "characters without a meaning":
        "Zeichen ohne Bedeutung",
    "signs instead of letters":
        "andere Zeichen statt Buchstaben",
    "missing spaces":
        "fehlende Leerzeichen",
    "words fall apart into single letters":
        "Wörter zerfallen in einzelne Buchstaben",
    "words without vowels":
        "Wörter ohne Vokale",

    "has no pages":
        "hat keine Seiten",
    "has no text layer: needs OCR; run it through an OCR program and save it again":
        "hat keine Textebene und braucht Texterkennung (OCR); lassen Sie ein OCR-Programm darüberlaufen, und speichern Sie es noch einmal",
    "has a text layer that nobody can read ({reason}): needs OCR; run it through an OCR program that replaces the text layer":
        "hat eine Textebene, die niemand lesen kann ({reason}), und braucht Texterkennung (OCR); lassen Sie ein OCR-Programm darüberlaufen, das die Textebene ersetzt",
    "is password protected; save a copy without the password":
        "ist mit einem Passwort geschützt; speichern Sie eine Kopie ohne das Passwort",
    "is encrypted in a way that cannot be opened here (AES); save a copy without protection, with a PDF program's `print to file`":
        "ist auf eine Weise verschlüsselt, die hier nicht zu öffnen ist (AES); speichern Sie mit einem PDF-Programm eine Kopie ohne Schutz („In Datei drucken“)",
    "is damaged and cannot be read as PDF; get it again from its source ({reason})":
        "ist beschädigt und nicht als PDF zu lesen; holen Sie es noch einmal von seiner Quelle ({reason})",

    "has an unknown format ({suffix})":
        "hat ein unbekanntes Format ({suffix})",
    "no suffix":
        "ohne Endung",
    "holds no text":
        "enthält keinen Text",

    "unfolds into {mb} MB of text, more than a file of its size honestly holds (at most {limit} MB); split it if it is honest":
        "ergibt entfaltet {mb} MB Text, mehr als eine ehrliche Datei dieser Größe enthält (höchstens {limit} MB); teilen Sie sie, wenn sie ehrlich ist",
    "made the reader answer nonsense ({reason}); it is hostile":
        "hat das Leseprogramm Unsinn antworten lassen ({reason}); die Datei ist bösartig",
    "made the reader answer nonsense; it is hostile":
        "hat das Leseprogramm Unsinn antworten lassen; die Datei ist bösartig",

    "{where}: {key} is {value!r}; it must be one of {known}":
        "{where}: {key} ist {value!r}; möglich sind {known}",
    '{where}: {key} is {value!r}; it must be a list: ["...", "..."]':
        '{where}: {key} ist {value!r}; es muss eine Liste sein: ["...", "..."]',
    "{where}: {key} is {value!r}; it must be text in quotes":
        "{where}: {key} ist {value!r}; es muss Text in Anführungszeichen sein",
    '{where}: date is {value!r}; it must be a year, month or day: "2024", "2024-10" or 2024-10-28':
        '{where}: date ist {value!r}; es muss ein Jahr, ein Monat oder ein Tag sein: "2024", "2024-10" oder 2024-10-28',
    "{path!r} cannot be read: {reason}; correct or remove it":
        "{path!r} ist nicht zu lesen: {reason}; berichtigen oder entfernen Sie die Datei",
    '{where} is no table of one file; write the path in quotes: ["folder/file.md"]':
        '{where} ist keine Tabelle zu einer Datei; schreiben Sie den Pfad in Anführungszeichen: ["ordner/datei.md"]',
    "not saved":
        "nicht gespeichert",
    "{where}: unknown key {key!r}; known are {known}":
        "{where}: unbekannter Schlüssel {key!r}; bekannt sind {known}",

    "{path!r} cannot be written: {reason}":
        "{path!r} lässt sich nicht schreiben: {reason}",
    '{file!r}, {name!r} is no table; write ["folder/file.md"] above it':
        '{file!r}, {name!r} ist keine Tabelle; schreiben Sie ["ordner/datei.md"] darüber',
    "{file!r} cannot be read: {reason}; correct or remove it":
        "{file!r} ist nicht zu lesen: {reason}; berichtigen oder entfernen Sie die Datei",

    "is an archive ({what}); unpack it first":
        "ist ein Archiv ({what}); entpacken Sie es zuerst",
    "is {what}; save it as PDF, HTML or text":
        "ist {what}; speichern Sie es als PDF, HTML oder Text",
    "is a picture ({what}); only text is read":
        "ist ein Bild ({what}); gelesen wird nur Text",
    "is a recording ({what}); only text is read":
        "ist eine Aufnahme ({what}); gelesen wird nur Text",
    "is a video ({what}); only text is read":
        "ist ein Video ({what}); gelesen wird nur Text",
    "is {what}; only text is read":
        "ist {what}; gelesen wird nur Text",
    "an old office file (.doc, .xls, .ppt)":
        "eine alte Office-Datei (.doc, .xls, .ppt)",
    "a rich text file (RTF)":
        "eine RTF-Datei",
    "a recording or a picture (RIFF)":
        "eine Aufnahme oder ein Bild (RIFF)",
    "a database (SQLite)":
        "eine Datenbank (SQLite)",
    "a program":
        "ein Programm",
    "a Word document":
        "ein Word-Dokument",
    "a PowerPoint presentation":
        "eine PowerPoint-Präsentation",
    "an Excel workbook":
        "eine Excel-Arbeitsmappe",
    "an OpenDocument file":
        "eine OpenDocument-Datei",
    "an EPUB book":
        "ein EPUB-Buch",

    "is a table without rows":
        "ist eine Tabelle ohne Zeilen",
    "is not a table that can be read: {reason}":
        "ist keine Tabelle, die sich lesen lässt: {reason}",

    "takes too long to read: stopped after {seconds:.0f} s":
        "braucht zu lange zum Lesen: nach {seconds:.0f} s angehalten",
    "made the reader stop twice (exit code {code}); the file is damaged or hostile":
        "hat das Leseprogramm zweimal zum Stehen gebracht (Exit-Code {code}); die Datei ist beschädigt oder bösartig",
    "the reader did not start; try again when the machine is less busy":
        "das Leseprogramm ist nicht gestartet; versuchen Sie es wieder, wenn der Computer weniger zu tun hat",
    "needs more than {mb} MB of memory to read":
        "braucht mehr als {mb} MB Speicher zum Lesen",
    "cannot be read: {kind}: {reason}":
        "ist nicht zu lesen: {kind}: {reason}",

    "cannot be taken in: {reason}":
        "lässt sich nicht aufnehmen: {reason}",
    "has {mb} MB; one file may have {limit} MB":
        "hat {mb} MB; eine Datei darf {limit} MB haben",
    "has {mb} MB, and {used} of the {limit} MB for uploaded documents are in use; remove some, or start the page with a higher ASSISTANT_UPLOADS_MB":
        "hat {mb} MB, und {used} der {limit} MB für hinzugefügte Dokumente sind belegt; entfernen Sie einige, oder starten Sie die Seite mit einem höheren ASSISTANT_UPLOADS_MB",
    "is here already, as {same!r}":
        "ist schon da, als {same!r}",
}  # fmt: skip
