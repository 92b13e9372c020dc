"""Pourquoi conversations et avis ne peuvent pas être gardés ou lus, en français."""

from __future__ import annotations

KEPT = {
    "{path!r} has reached {mb} MB; move the file away to keep more":
        "{path!r} a atteint {mb} Mo ; déplacez le fichier pour en garder davantage",
    "another program is writing to {folder!r}; try again in a moment":
        "un autre programme écrit dans {folder!r} ; réessayez dans un instant",
    "it cannot be written to":
        "on ne peut pas y écrire",
    "feedback cannot be kept in {folder!r} ({reason}); name another folder with ASSISTANT_DATA_DIR":
        "les avis ne peuvent pas être gardés dans {folder!r} ({reason}) ; indiquez un autre dossier avec ASSISTANT_DATA_DIR",
    "{path!r} cannot be read ({reason})":
        "{path!r} ne peut pas être lu ({reason})",

    "it is not valid JSON":
        "ce n’est pas du JSON valide",
    "it holds no question":
        "elle ne contient aucune question",
    "it holds {count:,} questions; the limit is {limit}":
        "elle contient {count:,} questions ; la limite est de {limit}",
    "two of its answers have the same id":
        "deux de ses réponses ont le même identifiant",
    "its title is longer than {limit:,} characters":
        "son titre dépasse {limit:,} caractères",
    "question {number}: {fault}":
        "question {number} : {fault}",
    "a text is longer than {limit:,} characters":
        "un texte dépasse {limit:,} caractères",
    "the confidence is not between 0 and 1":
        "la confiance n’est pas entre 0 et 1",
    "a duration is not a number":
        "une durée n’est pas un nombre",
    "the number of invented markers makes no sense":
        "le nombre de renvois inventés n’a pas de sens",
    "it has more than {limit} sources":
        "il y a plus de {limit} sources",
    "the number of a citation is not between 1 and 999":
        "le numéro d’une citation n’est pas entre 1 et 999",
    "a quotation is longer than {limit:,} characters":
        "une citation dépasse {limit:,} caractères",
    "a quotation and its position do not agree":
        "une citation et sa position ne concordent pas",
    "the words before a quotation and their position do not agree":
        "les mots qui précèdent une citation et leur position ne concordent pas",
    "a score is not a number":
        "un score n’est pas un nombre",
    "a passage is longer than {limit:,} characters":
        "un passage dépasse {limit:,} caractères",
    "a passage and its position do not agree":
        "un passage et sa position ne concordent pas",
    "the time of a passage makes no sense":
        "le temps d’un passage n’a pas de sens",
    "the file has {size:,} bytes; an export of a conversation may have {limit:,}":
        "le fichier compte {size:,} octets ; une conversation exportée peut en avoir {limit:,}",
    "the record in the file is broken: {fault}":
        "la conversation dans le fichier est abîmée : {fault}",
    "the record in the file has the version {version!r:.40}, which is none":
        "la conversation dans le fichier porte la version {version!r:.40}, qui n’existe pas",
    "the file was exported by a newer version of this program (record version {version}, this one reads up to {known}); update the program to read it":
        "le fichier a été exporté par une version plus récente de ce programme (version {version} de l’enregistrement, celui-ci lit jusqu’à {known}) ; mettez le programme à jour pour le lire",
    "the file is no exported conversation; choose a .json or .html file that `Export` has made":
        "le fichier n’est pas une conversation exportée ; choisissez un fichier .json ou .html issu de « Exporter »",

    "The file of the kept conversations was damaged; it has been set aside as {aside!r} and a new one was begun. To have the old conversations back, stop the program and put a backup in the place of {name!r}.":
        "Le fichier des conversations gardées était abîmé ; il a été mis de côté sous {aside!r} et un nouveau a été commencé. Pour retrouver les anciennes conversations, arrêtez le programme et mettez une sauvegarde à la place de {name!r}.",
    "another program is writing to {folder!r}; try again":
        "un autre programme écrit dans {folder!r} ; réessayez",
    "the disk is full; free some space, then ask again":
        "le disque est plein ; libérez de la place, puis redemandez",
    "the conversations in {path!r} cannot be used ({reason}); check the rights of the folder":
        "les conversations dans {path!r} ne sont pas utilisables ({reason}) ; vérifiez les droits du dossier",
    "the kept conversations have reached {mb} MB; delete some to keep more":
        "les conversations gardées ont atteint {mb} Mo ; supprimez-en pour en garder d’autres",
    "conversations cannot be kept in {folder!r} ({reason}); name another folder with ASSISTANT_DATA_DIR":
        "les conversations ne peuvent pas être gardées dans {folder!r} ({reason}) ; indiquez un autre dossier avec ASSISTANT_DATA_DIR",

    "there is no such conversation; it may have been deleted":
        "cette conversation n’existe pas ; elle a peut-être été supprimée",

    "the conversations in {file!r} were kept by a newer version of this program (format {found}, this one reads {known}); update the program, or name another folder with ASSISTANT_DATA_DIR":
        "les conversations dans {file!r} ont été gardées par une version plus récente de ce programme (format {found}, celui-ci lit {known}) ; mettez le programme à jour, ou indiquez un autre dossier avec ASSISTANT_DATA_DIR",
}  # fmt: skip
