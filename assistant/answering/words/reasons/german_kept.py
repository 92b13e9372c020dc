"""Warum sich Gespräche und Rückmeldungen nicht aufheben oder lesen lassen, auf Deutsch."""

from __future__ import annotations

KEPT = {
    "{path!r} has reached {mb} MB; move the file away to keep more":
        "{path!r} hat {mb} MB erreicht; verschieben Sie die Datei, um mehr zu behalten",
    "another program is writing to {folder!r}; try again in a moment":
        "ein anderes Programm schreibt gerade in {folder!r}; versuchen Sie es gleich noch einmal",
    "it cannot be written to":
        "darin lässt sich nicht schreiben",
    "feedback cannot be kept in {folder!r} ({reason}); name another folder with ASSISTANT_DATA_DIR":
        "Rückmeldungen lassen sich in {folder!r} nicht aufheben ({reason}); nennen Sie mit ASSISTANT_DATA_DIR einen anderen Ordner",
    "{path!r} cannot be read ({reason})":
        "{path!r} lässt sich nicht lesen ({reason})",

    "it is not valid JSON":
        "er ist kein gültiges JSON",
    "it holds no question":
        "er enthält keine Frage",
    "it holds {count:,} questions; the limit is {limit}":
        "er enthält {count:,} Fragen; erlaubt sind {limit}",
    "two of its answers have the same id":
        "zwei seiner Antworten haben dieselbe Kennung",
    "its title is longer than {limit:,} characters":
        "sein Titel ist länger als {limit:,} Zeichen",
    "question {number}: {fault}":
        "Frage {number}: {fault}",
    "a text is longer than {limit:,} characters":
        "ein Text ist länger als {limit:,} Zeichen",
    "the confidence is not between 0 and 1":
        "die Sicherheit liegt nicht zwischen 0 und 1",
    "a duration is not a number":
        "eine Dauer ist keine Zahl",
    "the number of invented markers makes no sense":
        "die Zahl der erfundenen Verweise ergibt keinen Sinn",
    "it has more than {limit} sources":
        "es gibt mehr als {limit} Quellen",
    "the number of a citation is not between 1 and 999":
        "die Nummer eines Zitats liegt nicht zwischen 1 und 999",
    "a quotation is longer than {limit:,} characters":
        "ein Zitat ist länger als {limit:,} Zeichen",
    "a quotation and its position do not agree":
        "ein Zitat und seine Stelle stimmen nicht überein",
    "the words before a quotation and their position do not agree":
        "die Worte vor einem Zitat und ihre Stelle stimmen nicht überein",
    "a score is not a number":
        "eine Wertung ist keine Zahl",
    "a passage is longer than {limit:,} characters":
        "eine Textstelle ist länger als {limit:,} Zeichen",
    "a passage and its position do not agree":
        "eine Textstelle und ihr Ort stimmen nicht überein",
    "the time of a passage makes no sense":
        "die Zeit einer Textstelle ergibt keinen Sinn",
    "the file has {size:,} bytes; an export of a conversation may have {limit:,}":
        "die Datei hat {size:,} Bytes; ein exportiertes Gespräch darf {limit:,} haben",
    "the record in the file is broken: {fault}":
        "der Datensatz in der Datei ist beschädigt: {fault}",
    "the record in the file has the version {version!r:.40}, which is none":
        "der Datensatz in der Datei hat die Version {version!r:.40}, die es nicht gibt",
    "the file was exported by a newer version of this program (record version {version}, this one reads up to {known}); update the program to read it":
        "die Datei wurde von einer neueren Version dieses Programms exportiert (Version {version} des Datensatzes, gelesen wird hier bis {known}); aktualisieren Sie das Programm, um sie zu lesen",
    "the file is no exported conversation; choose a .json or .html file that `Export` has made":
        "die Datei ist kein exportiertes Gespräch; wählen Sie eine .json- oder .html-Datei, die beim Exportieren entstanden ist",

    "The file of the kept conversations was damaged; it has been set aside as {aside!r} and a new one was begun. To have the old conversations back, stop the program and put a backup in the place of {name!r}.":
        "Die Datei der aufgehobenen Gespräche war beschädigt; sie wurde als {aside!r} zur Seite gelegt und eine neue begonnen. Um die alten Gespräche zurückzubekommen, beenden Sie das Programm und legen Sie eine Sicherungskopie an die Stelle von {name!r}.",
    "another program is writing to {folder!r}; try again":
        "ein anderes Programm schreibt gerade in {folder!r}; versuchen Sie es noch einmal",
    "the disk is full; free some space, then ask again":
        "die Festplatte ist voll; schaffen Sie Platz, und fragen Sie dann noch einmal",
    "the conversations in {path!r} cannot be used ({reason}); check the rights of the folder":
        "die Gespräche in {path!r} sind nicht verwendbar ({reason}); prüfen Sie die Rechte des Ordners",
    "the kept conversations have reached {mb} MB; delete some to keep more":
        "die aufgehobenen Gespräche haben {mb} MB erreicht; löschen Sie einige, um mehr zu behalten",
    "conversations cannot be kept in {folder!r} ({reason}); name another folder with ASSISTANT_DATA_DIR":
        "Gespräche lassen sich in {folder!r} nicht aufheben ({reason}); nennen Sie mit ASSISTANT_DATA_DIR einen anderen Ordner",

    "there is no such conversation; it may have been deleted":
        "dieses Gespräch gibt es nicht; vielleicht wurde es gelöscht",

    "the conversations in {file!r} were kept by a newer version of this program (format {found}, this one reads {known}); update the program, or name another folder with ASSISTANT_DATA_DIR":
        "die Gespräche in {file!r} wurden von einer neueren Version dieses Programms aufgehoben (Format {found}, gelesen wird hier {known}); aktualisieren Sie das Programm, oder nennen Sie mit ASSISTANT_DATA_DIR einen anderen Ordner",
}  # fmt: skip
