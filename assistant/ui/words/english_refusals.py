"""The words of requests that are refused, in English."""

from __future__ import annotations

from assistant.ui.words.refusals import RefusalWords

REFUSALS = RefusalWords(
    too_large="The request has more than {limit:,} bytes, the most this page takes; a question may have {characters:,} characters.",
    uploads_too_large="These files have more than {limit:,} bytes together; send fewer at a time.",
    uploads_full="More than {mb} MB at once; send fewer files, or wait for those before.",
    no_uploads="Documents are not added from this page.",
    no_length="How much is sent has to be said first.",
    other_host="This host name is not served here.",
    other_site="Another site's page asked for this.",
    not_offered="Not offered here.",
    not_yours="This belongs to someone else; open the page again for a session of your own.",
    sign_in="Sign in first.",
    file_type="A file is sent as {type}.",
)
