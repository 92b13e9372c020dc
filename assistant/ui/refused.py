"""A request that is refused, in the language of who sent it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Scope

from assistant.ui.words import filled
from assistant.ui.words.languages import words_for
from assistant.ui.words.refusals import RefusalWords

Which = Callable[[RefusalWords], str]


def refused(
    scope: Scope,
    status: int,
    which: Which,
    *,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> PlainTextResponse:
    """The response of this status that says why, with its values, on one line."""
    return PlainTextResponse(refusal(scope, which, **values), status, headers)


def refusal(scope: Scope, which: Which, **values: object) -> str:
    """Why a request is refused, on one line."""
    words = words_for(scope["path"], Headers(scope=scope).get("accept-language", ""))
    return filled(which(words.refusals), words, **values) + "\n"
