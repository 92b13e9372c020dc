"""The page: its views side by side as tabs, its looks, and the endpoints for programs.

Importing this module imports Gradio, which takes most of the start-up time: `server` does it late,
after it has told Gradio through the environment to keep quiet. Gradio is known only in this folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.catalogue import MOST_FILE_BYTES
from assistant.ui.chat_events import ANSWERS_AT_ONCE, connect_chat
from assistant.ui.chat_view import lay_out_chat
from assistant.ui.documents_events import connect_documents
from assistant.ui.documents_view import lay_out_documents
from assistant.ui.history_events import HistoryEvents, connect_history
from assistant.ui.keeping import Keeping
from assistant.ui.models.view import connect_models, lay_out_models
from assistant.ui.pieces import html
from assistant.ui.programs import endpoints
from assistant.ui.site import Site
from assistant.ui.theme import make_theme
from assistant.ui.words import Words
from assistant.ui.words.languages import LANGUAGES, path_of

QUESTIONS_WAITING = 64  # the next one is told that too many are waiting
# A queue looks a thousand times a second whether somebody has asked, and each language has one:
# .06 of a core and 755 wake-ups a second for nobody; with this .02 and 174.
QUEUE_LOOKS_S = 0.01
# Files on their way in are kept for no longer than this; a change takes them over at once.
UPLOADS_KEPT_S = (600, 3600)  # looked at every so often, removed when older


def make_page(site: Site, keeping: Keeping, words: Words) -> Any:
    """The page in one language as a Gradio Blocks, with its events; nothing is served yet.

    The endpoint for programs is part of the page at `/` only.
    """
    with gr.Blocks(
        title=words.title, analytics_enabled=False, fill_width=True, delete_cache=UPLOADS_KEPT_S
    ) as page:
        with gr.Column(elem_id="page"):
            html(_masthead(words), "masthead")
            with gr.Tabs(elem_id="views"):
                with gr.Tab(words.chat_tab, id="chat", elem_id="chat"):
                    chat = lay_out_chat(words, manages=site.manages)
                with gr.Tab(words.documents.tab, id="documents") as documents_tab:
                    documents = lay_out_documents(words, may_change=site.curation is not None)
                models = lay_out_models(words)
        stale = connect_chat(page, chat, site, keeping, words)
        connect_history(page, chat, stale, HistoryEvents(site.opening, keeping, words))
        connect_documents(documents_tab, documents, site, words)
        connect_models(models, chat.status, site, words)
        if _is_first(words):
            _offer_to_programs(site)
    page.queue(default_concurrency_limit=ANSWERS_AT_ONCE, max_size=QUESTIONS_WAITING)
    page._queue.sleep_when_free = QUEUE_LOOKS_S
    return page


def _offer_to_programs(site: Site) -> None:
    for name, endpoint in endpoints(site.opening).items():
        gr.api(
            endpoint,
            api_name=name,
            concurrency_id="answers",  # one queue for readers and programs
            concurrency_limit=ANSWERS_AT_ONCE,
        )


def mount_options(words: Words) -> Mapping[str, Any]:
    """What `gr.mount_gradio_app` needs to know about looks and limits."""
    script = f"window.pageLabels = {json.dumps(_labels(words))};\n{_joined('script', '.js')}"
    return {
        "theme": make_theme(),
        "head": f"<style>{_joined('style', '.css')}</style><script>{script}</script>",
        # Gradio takes it at `/` only, where every browser looks for it.
        "favicon_path": str(files("assistant.ui") / "icon.svg") if _is_first(words) else None,
        "footer_links": [],
        "show_error": False,
        "run_history": False,
        "max_file_size": MOST_FILE_BYTES,
        "ssr_mode": False,
        "mcp_server": False,
        "pwa": False,
        "enable_monitoring": False,
        "auth_message": words.login,
    }


def _is_first(words: Words) -> bool:
    return path_of(words.language) == "/"


def _joined(folder: str, suffix: str) -> str:
    """The files of a folder beside this one, by name: what comes later in the alphabet wins."""
    paths = (path for path in (files("assistant.ui") / folder).iterdir())
    chosen = sorted((p for p in paths if p.name.endswith(suffix)), key=lambda p: p.name)
    return "\n".join(path.read_text(encoding="utf-8") for path in chosen)


def _labels(words: Words) -> Mapping[str, str]:
    """The words that the scripts set."""
    return {
        "language": words.language,
        "conversation": words.conversation_label,
        "sources": words.sources,
        "feedback": words.feedback_label,
        "drop": words.documents.drop,
        "copied": words.history.copied,
        "bringingIn": words.history.bringing_in,
        "restarted": words.history.restarted,
    }


def _masthead(words: Words) -> str:
    return (
        f"<h1>{escape(words.title)}</h1><p>{escape(words.lead)}</p>"
        f'<nav class="languages" aria-label="{escape(words.languages_label)}">'
        f"{''.join(_language(other, words) for other in LANGUAGES.values())}</nav>"
    )


def _language(other: Words, words: Words) -> str:
    """A link to the page in another language; its own language is only named."""
    name, code = escape(other.name), other.language
    if other is words:
        return f'<span aria-current="true" title="{name}">{code}</span>'
    # `lang`: who asks for a language by hand is not sent elsewhere by the browser's own.
    return (
        f'<a href="{path_of(code)}?lang={code}" hreflang="{code}" lang="{code}"'
        f' aria-label="{name}" title="{name}">{code}</a>'
    )
