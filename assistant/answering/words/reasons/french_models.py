"""Pourquoi un modèle ne répond pas, et que faire alors, en français."""

from __future__ import annotations

MODELS = {
    "{wanted!r} runs on another machine and is not used: offline":
        "{wanted!r} tourne sur une autre machine et n’est pas utilisé : hors ligne",
    "Quoting only: {reason}":
        "Citations seulement : {reason}",
    "{wanted!r} {unfit}; choose another model with --model":
        "{wanted!r} {unfit} ; choisissez un autre modèle avec --model",
    "Ollama does not have the model {model!r}; get it with `ollama pull {model}`":
        "Ollama n’a pas le modèle {model!r} ; obtenez-le avec `ollama pull {model}`",

    "different documents to compare: {count}; choose {fewest} to {most}":
        "documents différents à comparer : {count} ; choisissez-en de {fewest} à {most}",

    "{model!r} sent nothing for {silence_s:g} s; ask again, choose a smaller model, or raise ASSISTANT_SILENCE_S":
        "{model!r} n’a rien envoyé pendant {silence_s:g} s ; redemandez, choisissez un modèle plus petit, ou augmentez ASSISTANT_SILENCE_S",
    "the connection to Ollama broke off; ask again":
        "la connexion à Ollama s’est interrompue ; redemandez",
    "Ollama sent no usable answer; ask again, or look at its log":
        "Ollama n’a pas envoyé de réponse utilisable ; redemandez, ou consultez son journal",
    "Ollama is busy with other requests; ask again in a moment":
        "Ollama est occupé par d’autres demandes ; redemandez dans un instant",
    "the model stopped in the middle ({shown}); ask again":
        "le modèle s’est arrêté au milieu ({shown}) ; redemandez",
    "the address redirects elsewhere, which is not followed; set ASSISTANT_OLLAMA_URL to where Ollama itself is":
        "l’adresse redirige ailleurs, et ce n’est pas suivi ; mettez dans ASSISTANT_OLLAMA_URL l’adresse d’Ollama lui-même",
    "not Ollama but something before it answered, with status {status}; check ASSISTANT_OLLAMA_URL, and the proxy if there is one":
        "ce n’est pas Ollama qui a répondu, mais quelque chose devant lui, avec le statut {status} ; vérifiez ASSISTANT_OLLAMA_URL, et le proxy s’il y en a un",
    "the sources do not fit into the model's context window; lower ASSISTANT_PASSAGES or raise ASSISTANT_CONTEXT_TOKENS":
        "les sources ne tiennent pas dans la fenêtre du modèle ; réduisez ASSISTANT_PASSAGES ou augmentez ASSISTANT_CONTEXT_TOKENS",
    "{model!r} could not be loaded ({shown}); close other programs, or choose a smaller model":
        "{model!r} n’a pas pu être chargé ({shown}) ; fermez d’autres programmes, ou choisissez un modèle plus petit",
    "Ollama refused ({status}): {shown}; look at its log":
        "Ollama a refusé ({status}) : {shown} ; consultez son journal",

    "a model without a name":
        "un modèle sans nom",
    "runs on another machine":
        "tourne sur une autre machine",
    "makes vectors, not answers":
        "produit des vecteurs, pas des réponses",

    "the work on {name!r} broke off for a reason that is in the log; try again":
        "le travail sur {name!r} s’est interrompu pour une raison qui figure dans le journal ; réessayez",
    "{name!r} is still on its way; wait for it, or stop it first":
        "{name!r} est encore en cours ; attendez, ou arrêtez-le d’abord",

    "Ollama did not say within {seconds:g} s how large {name!r} is; see whether it has a network":
        "Ollama n’a pas dit en {seconds:g} s quelle est la taille de {name!r} ; voyez s’il a accès au réseau",

    "{name!r} spent its whole answer on thinking; ask again, raise ASSISTANT_ANSWER_TOKENS, or choose a model that does not think":
        "{name!r} a consacré toute sa réponse à réfléchir ; redemandez, augmentez ASSISTANT_ANSWER_TOKENS, ou choisissez un modèle qui ne réfléchit pas",
    "{name!r} wrote nothing; ask again, or choose another model":
        "{name!r} n’a rien écrit ; redemandez, ou choisissez un autre modèle",
    "the model reached the longest answer it may write; ask for less, or raise ASSISTANT_ANSWER_TOKENS":
        "le modèle a atteint la plus longue réponse qu’il peut écrire ; demandez moins, ou augmentez ASSISTANT_ANSWER_TOKENS",
    "Ollama ended the answer before it was complete; ask again":
        "Ollama a mis fin à la réponse avant qu’elle soit complète ; redemandez",

    "the download of {name!r} broke off; get it again: Ollama goes on where it stopped":
        "le téléchargement de {name!r} s’est interrompu ; relancez-le : Ollama reprend là où il s’est arrêté",
    "there is no model {name!r} in Ollama's library; look for its name at https://ollama.com/library":
        "il n’y a pas de modèle {name!r} dans la bibliothèque d’Ollama ; cherchez son nom sur https://ollama.com/library",
    "{name!r} is no name of a model; write it like 'qwen3:4b-instruct'":
        "{name!r} n’est pas un nom de modèle ; écrivez-le comme 'qwen3:4b-instruct'",
    "Ollama's disk is full; free some space and get {name!r} again: it goes on where it stopped":
        "le disque d’Ollama est plein ; libérez de la place et relancez le téléchargement de {name!r} : il reprend là où il s’est arrêté",
    "{name!r} needs a newer Ollama; update it from https://ollama.com/download":
        "{name!r} demande un Ollama plus récent ; mettez-le à jour depuis https://ollama.com/download",
    "Ollama cannot reach its library ({reason}); connect to the network and get {name!r} again: it goes on where it stopped":
        "Ollama ne peut pas joindre sa bibliothèque ({reason}) ; connectez-vous au réseau et relancez le téléchargement de {name!r} : il reprend là où il s’est arrêté",
    "Ollama could not get {name!r}: {reason}; look at its log":
        "Ollama n’a pas pu obtenir {name!r} : {reason} ; consultez son journal",
    "{name!r} runs on another machine and is not used here: offline":
        "{name!r} tourne sur une autre machine et n’est pas utilisé ici : hors ligne",

    "the question has {length:,} characters, at most {limit:,} are read; ask in fewer words, or add the text as a document with `python ingest.py FILE`":
        "la question compte {length:,} caractères, {limit:,} au plus sont lus ; posez-la en moins de mots, ou ajoutez le texte comme document avec `python ingest.py FICHIER`",
    "the question {question!r} holds no words; ask something like 'Is Llama 3.1 open source?'":
        "la question {question!r} ne contient aucun mot ; demandez par exemple « Llama 3.1 est-il open source ? »",

    "the model was stopped before its answer was complete; ask again":
        "le modèle a été arrêté avant que sa réponse soit complète ; redemandez",

    "a JSON object was expected, not {kind}":
        "un objet JSON était attendu, et non {kind}",
    "{key!r} is no list":
        "{key!r} n’est pas une liste",
    "Ollama is not running at {url}; {next_step}":
        "Ollama ne tourne pas à l’adresse {url} ; {next_step}",
    "Ollama does not have the model: {said}":
        "Ollama n’a pas le modèle : {said}",
    "{path} gave status {status}":
        "{path} a donné le statut {status}",
    "{url!r} does not speak Ollama's protocol ({reason}); check ASSISTANT_OLLAMA_URL":
        "{url!r} ne parle pas le protocole d’Ollama ({reason}) ; vérifiez ASSISTANT_OLLAMA_URL",
    "the certificate file {file!r} cannot be used ({reason}); set ASSISTANT_CA_FILE to a PEM file":
        "le fichier de certificat {file!r} n’est pas utilisable ({reason}) ; mettez un fichier PEM dans ASSISTANT_CA_FILE",
    "{url!r} does not answer within {patience_s:g} s; restart Ollama":
        "{url!r} ne répond pas en {patience_s:g} s ; redémarrez Ollama",
    "the certificate of {url!r} is not trusted; name the PEM file of its authority with ASSISTANT_CA_FILE":
        "le certificat de {url!r} n’est pas reconnu ; indiquez avec ASSISTANT_CA_FILE le fichier PEM de l’autorité qui l’a émis",

    "start it there with `OLLAMA_HOST=0.0.0.0 ollama serve`, and see that the port is open":
        "démarrez-le là-bas avec `OLLAMA_HOST=0.0.0.0 ollama serve`, et vérifiez que le port est ouvert",
    "this is a container: start Ollama outside with `OLLAMA_HOST=0.0.0.0 ollama serve`, and set ASSISTANT_OLLAMA_URL=http://host.docker.internal:11434 here (on Linux run the container with `--add-host=host.docker.internal:host-gateway`)":
        "ceci est un conteneur : démarrez Ollama en dehors avec `OLLAMA_HOST=0.0.0.0 ollama serve`, et indiquez ici ASSISTANT_OLLAMA_URL=http://host.docker.internal:11434 (sous Linux, lancez le conteneur avec `--add-host=host.docker.internal:host-gateway`)",
    "start it with `{command}`":
        "démarrez-le avec `{command}`",
    "install it from https://ollama.com/download, then start it with `{command}`":
        "installez-le depuis https://ollama.com/download, puis démarrez-le avec `{command}`",

    "the question and one source do not fit into the {tokens:,} tokens that the model reads; ask in fewer words, or raise ASSISTANT_CONTEXT_TOKENS":
        "la question et une source ne tiennent pas dans les {tokens:,} jetons que le modèle lit ; posez-la en moins de mots, ou augmentez ASSISTANT_CONTEXT_TOKENS",

    "the model did not come to an end; ask for less":
        "le modèle n’arrivait pas à une fin ; demandez moins",
}  # fmt: skip
