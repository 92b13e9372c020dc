"""A model is loaded into memory before the first question, with the window it is asked with."""

from __future__ import annotations

from collections.abc import AsyncIterator

from assistant.answering.failures import explain
from assistant.answering.ollama import KEEP_ALIVE
from assistant.answering.pull import Progress
from assistant.answering.server import PATIENCE_S, Server
from assistant.types import Writer

LOADED = Progress("loaded")


async def load(server: Server, writer: Writer, *, silence_s: float) -> AsyncIterator[Progress]:
    """Ask for nothing with the answer's own settings, which loads the model; then say `loaded`.

    Another window would make the first question load it again. Raises ModelError.
    """
    import httpx
    import ollama

    client = ollama.AsyncClient(
        host=server.url,
        timeout=httpx.Timeout(silence_s, connect=PATIENCE_S * 5),
        **server.client_options(),
    )
    try:
        await client.chat(
            writer.name,
            messages=[],
            options={"num_ctx": writer.context_tokens},
            keep_alive=KEEP_ALIVE,
        )
        yield LOADED
    except Exception as exc:
        told = explain(exc, server, writer.name, silence_s=silence_s, wrote=False)
        if told is None:
            raise
        raise told from exc
    finally:
        await client.close()  # type: ignore[no-untyped-call]  # the library gives it no types
