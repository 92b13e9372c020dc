"""The words of requests that are refused, in German."""

from __future__ import annotations

from assistant.ui.words.refusals import RefusalWords

REFUSALS = RefusalWords(
    too_large="Die Anfrage hat mehr als {limit:,} Bytes, mehr nimmt diese Seite nicht an; eine Frage darf {characters:,} Zeichen haben.",
    uploads_too_large="Diese Dateien haben zusammen mehr als {limit:,} Bytes; schicken Sie weniger auf einmal.",
    uploads_full="Mehr als {mb} MB auf einmal; schicken Sie weniger Dateien, oder warten Sie auf die vorigen.",
    no_uploads="Auf dieser Seite werden keine Dokumente hinzugefügt.",
    no_length="Wie viel geschickt wird, muss zuerst gesagt werden.",
    other_host="Diesen Rechnernamen gibt es hier nicht.",
    other_site="Die Seite eines anderen Anbieters hat danach gefragt.",
    not_offered="Das gibt es hier nicht.",
    not_yours="Das gehört jemand anderem; öffnen Sie die Seite neu, um eine eigene Sitzung zu bekommen.",
    sign_in="Melden Sie sich zuerst an.",
    file_type="Eine Datei wird als {type} geschickt.",
)
