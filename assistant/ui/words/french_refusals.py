"""The words of requests that are refused, in French."""

from __future__ import annotations

from assistant.ui.words.refusals import RefusalWords

REFUSALS = RefusalWords(
    too_large="La requête dépasse {limit:,} octets, le maximum pour cette page ; une question peut avoir {characters:,} caractères.",
    uploads_too_large="Ces fichiers dépassent ensemble {limit:,} octets ; envoyez-en moins à la fois.",
    uploads_full="Plus de {mb} Mo à la fois ; envoyez moins de fichiers, ou attendez les précédents.",
    no_uploads="On n'ajoute pas de documents depuis cette page.",
    no_length="Il faut d'abord dire combien est envoyé.",
    other_host="Ce nom d'hôte n'est pas servi ici.",
    other_site="C'est la page d'un autre site qui l'a demandé.",
    not_offered="Cela n'existe pas ici.",
    not_yours="Ceci appartient à quelqu'un d'autre ; rouvrez la page pour avoir votre propre session.",
    sign_in="Connectez-vous d'abord.",
    file_type="Un fichier s'envoie comme {type}.",
)
