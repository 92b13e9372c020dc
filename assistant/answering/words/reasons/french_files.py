"""Pourquoi un fichier n’est pas lu ou n’est pas ajouté, en français."""

from __future__ import annotations

FILES = {
    'has no captions that can be read: no line holds two times, as in "00:00:01.000 --> 00:00:05.000"':
        'n’a pas de sous-titres lisibles : aucune ligne ne contient deux temps, comme dans "00:00:01.000 --> 00:00:05.000"',
    "has no captions with text":
        "n’a pas de sous-titres avec du texte",

    "would lose {lost:,} of its {whole:,} characters when it is cut into passages; it is not indexed: please report this file":
        "perdrait {lost:,} de ses {whole:,} caractères une fois découpé en passages ; il n’est pas indexé : merci de signaler ce fichier",

    "is not text: it holds binary data; check its suffix":
        "n’est pas du texte : il contient des données binaires ; vérifiez son extension",

    "{path!r} has no column 'file'; correct or remove it":
        "{path!r} n’a pas de colonne 'file' ; corrigez ou retirez ce fichier",

    "is not text: it holds NUL bytes; check its suffix":
        "n’est pas du texte : il contient des octets NUL ; vérifiez son extension",

    "{root!r} does not exist; check the path":
        "{root!r} n’existe pas ; vérifiez le chemin",
    "its name holds characters that cannot be seen; rename it":
        "son nom contient des caractères invisibles ; renommez-le",
    "its name is not valid UTF-8; rename it":
        "son nom n’est pas de l’UTF-8 valide ; renommez-le",
    "is a link that leads nowhere":
        "est un lien qui ne mène nulle part",
    "is a link to a file or folder of the same root, which is read where it lies":
        "est un lien vers un fichier ou un dossier de la même racine, qui est lu là où il se trouve",
    "is a link that leaves the folder; copy the file here to have it read":
        "est un lien qui sort du dossier ; copiez le fichier ici pour qu’il soit lu",
    "has an unknown format ({suffix}); known: {known}":
        "a un format inconnu ({suffix}) ; connus : {known}",
    "is empty":
        "est vide",
    "is too large: {mb} MB, at most {limit} MB":
        "est trop grand : {mb} Mo, {limit} Mo au plus",
    "an OpenDocument text":
        "un texte OpenDocument",
    "a rich text file":
        "un fichier de texte enrichi",
    "a Pages document":
        "un document Pages",
    "an OpenDocument presentation":
        "une présentation OpenDocument",
    "an OpenDocument spreadsheet":
        "une feuille de calcul OpenDocument",

    "is not HTML that can be read: {reason}":
        "n’est pas du HTML lisible : {reason}",
    "is nested too deeply; save it as text or PDF":
        "est imbriqué trop profondément ; enregistrez-le comme texte ou PDF",
    "holds no text: it may be built by scripts; save it as text or PDF":
        "ne contient pas de texte : des scripts le fabriquent peut-être ; enregistrez-le comme texte ou PDF",

    "became a link, or its folder did, after it was found; run the same command again":
        "est devenu un lien, ou son dossier l’est devenu, après avoir été trouvé ; réessayez",
    "is not a regular file (a pipe, a socket or a device)":
        "n’est pas un fichier ordinaire (un tube, une socket ou un périphérique)",
    "is too large: more than {mb} MB":
        "est trop grand : plus de {mb} Mo",
    "cannot be opened: {reason}":
        "ne peut pas être ouvert : {reason}",

    "glyph numbers instead of letters":
        "des numéros de glyphes au lieu de lettres",
    "characters without a meaning":
        "des caractères sans signification",
    "signs instead of letters":
        "des signes au lieu de lettres",
    "missing spaces":
        "des espaces manquantes",
    "words fall apart into single letters":
        "des mots éclatés en lettres isolées",
    "words without vowels":
        "des mots sans voyelles",

    "has no pages":
        "n’a pas de pages",
    "has no text layer: needs OCR; run it through an OCR program and save it again":
        "n’a pas de couche de texte : il faut une reconnaissance de texte (OCR) ; passez-le dans un programme d’OCR et enregistrez-le de nouveau",
    "has a text layer that nobody can read ({reason}): needs OCR; run it through an OCR program that replaces the text layer":
        "a une couche de texte que personne ne peut lire ({reason}) : il faut une reconnaissance de texte (OCR) ; passez-le dans un programme d’OCR qui remplace la couche de texte",
    "is password protected; save a copy without the password":
        "est protégé par un mot de passe ; enregistrez une copie sans le mot de passe",
    "is encrypted in a way that cannot be opened here (AES); save a copy without protection, with a PDF program's `print to file`":
        "est chiffré d’une manière qui ne s’ouvre pas ici (AES) ; enregistrez une copie sans protection avec un programme PDF (« imprimer dans un fichier »)",
    "is damaged and cannot be read as PDF; get it again from its source ({reason})":
        "est abîmé et ne peut pas être lu comme PDF ; reprenez-le à sa source ({reason})",

    "has an unknown format ({suffix})":
        "a un format inconnu ({suffix})",
    "no suffix":
        "sans extension",
    "holds no text":
        "ne contient pas de texte",

    "unfolds into {mb} MB of text, more than a file of its size honestly holds (at most {limit} MB); split it if it is honest":
        "se déplie en {mb} Mo de texte, plus qu’un fichier honnête de cette taille n’en contient ({limit} Mo au plus) ; divisez-le s’il est honnête",
    "made the reader answer nonsense ({reason}); it is hostile":
        "a fait répondre n’importe quoi au lecteur ({reason}) ; il est hostile",
    "made the reader answer nonsense; it is hostile":
        "a fait répondre n’importe quoi au lecteur ; il est hostile",

    "{where}: {key} is {value!r}; it must be one of {known}":
        "{where} : {key} vaut {value!r} ; les valeurs possibles sont {known}",
    '{where}: {key} is {value!r}; it must be a list: ["...", "..."]':
        '{where} : {key} vaut {value!r} ; ce doit être une liste : ["...", "..."]',
    "{where}: {key} is {value!r}; it must be text in quotes":
        "{where} : {key} vaut {value!r} ; ce doit être un texte entre guillemets",
    '{where}: date is {value!r}; it must be a year, month or day: "2024", "2024-10" or 2024-10-28':
        '{where} : date vaut {value!r} ; ce doit être une année, un mois ou un jour : "2024", "2024-10" ou 2024-10-28',
    "{path!r} cannot be read: {reason}; correct or remove it":
        "{path!r} ne peut pas être lu : {reason} ; corrigez ou retirez ce fichier",
    '{where} is no table of one file; write the path in quotes: ["folder/file.md"]':
        '{where} n’est pas une table sur un fichier ; écrivez le chemin entre guillemets : ["dossier/fichier.md"]',
    "not saved":
        "non enregistré",
    "{where}: unknown key {key!r}; known are {known}":
        "{where} : clé inconnue {key!r} ; les clés connues sont {known}",

    "{path!r} cannot be written: {reason}":
        "{path!r} ne peut pas être écrit : {reason}",
    '{file!r}, {name!r} is no table; write ["folder/file.md"] above it':
        '{file!r}, {name!r} n’est pas une table ; écrivez ["dossier/fichier.md"] au-dessus',
    "{file!r} cannot be read: {reason}; correct or remove it":
        "{file!r} ne peut pas être lu : {reason} ; corrigez ou retirez ce fichier",

    "is an archive ({what}); unpack it first":
        "est une archive ({what}) ; décompressez-la d’abord",
    "is {what}; save it as PDF, HTML or text":
        "est {what} ; enregistrez-le comme PDF, HTML ou texte",
    "is a picture ({what}); only text is read":
        "est une image ({what}) ; seul le texte est lu",
    "is a recording ({what}); only text is read":
        "est un enregistrement ({what}) ; seul le texte est lu",
    "is a video ({what}); only text is read":
        "est une vidéo ({what}) ; seul le texte est lu",
    "is {what}; only text is read":
        "est {what} ; seul le texte est lu",
    "an old office file (.doc, .xls, .ppt)":
        "un ancien fichier bureautique (.doc, .xls, .ppt)",
    "a rich text file (RTF)":
        "un fichier de texte enrichi (RTF)",
    "a recording or a picture (RIFF)":
        "un enregistrement ou une image (RIFF)",
    "a database (SQLite)":
        "une base de données (SQLite)",
    "a program":
        "un programme",
    "a Word document":
        "un document Word",
    "a PowerPoint presentation":
        "une présentation PowerPoint",
    "an Excel workbook":
        "un classeur Excel",
    "an OpenDocument file":
        "un fichier OpenDocument",
    "an EPUB book":
        "un livre EPUB",

    "is a table without rows":
        "est un tableau sans lignes",
    "is not a table that can be read: {reason}":
        "n’est pas un tableau lisible : {reason}",

    "takes too long to read: stopped after {seconds:.0f} s":
        "prend trop de temps à lire : arrêté après {seconds:.0f} s",
    "made the reader stop twice (exit code {code}); the file is damaged or hostile":
        "a fait s’arrêter deux fois le lecteur (code de sortie {code}) ; le fichier est abîmé ou hostile",
    "the reader did not start; try again when the machine is less busy":
        "le lecteur n’a pas démarré ; réessayez quand la machine sera moins occupée",
    "needs more than {mb} MB of memory to read":
        "demande plus de {mb} Mo de mémoire pour être lu",
    "cannot be read: {kind}: {reason}":
        "ne peut pas être lu : {kind} : {reason}",

    "cannot be taken in: {reason}":
        "ne peut pas être ajouté : {reason}",
    "has {mb} MB; one file may have {limit} MB":
        "compte {mb} Mo ; un fichier peut en avoir {limit}",
    "has {mb} MB, and {used} of the {limit} MB for uploaded documents are in use; remove some, or start the page with a higher ASSISTANT_UPLOADS_MB":
        "compte {mb} Mo, et {used} des {limit} Mo prévus pour les documents ajoutés sont pris ; retirez-en, ou démarrez la page avec un ASSISTANT_UPLOADS_MB plus élevé",
    "is here already, as {same!r}":
        "est déjà là, sous le nom {same!r}",
}  # fmt: skip
