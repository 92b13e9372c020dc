"""The shelf of a library that may change: built at the first question, and anew after a change."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from assistant.retrieval.shelf import Lookups, Shelf, ShortForms, build_shelf
from assistant.retrieval.short_forms import read_short_forms
from assistant.types import Source

MOST_WORDS = 8192  # that lookups are remembered for, of one state of the library


class KeptShelf:
    """Builds a shelf once for each revision of the library; safe to use from many threads.

    A document's text is read again only when its hash is new.
    """

    def __init__(
        self,
        *,
        sources: Callable[[], Sequence[Source]],
        hashes: Callable[[], Mapping[str, str]],  # of every document, by doc_id
        opening: Callable[[str], str],  # the first part of a document's text
        lookups: Lookups,
    ) -> None:
        self._sources = sources
        self._hashes = hashes
        self._opening = opening
        self._lookups = lookups
        self._read: dict[str, ShortForms] = {}  # by hash
        self._kept: tuple[int, Shelf] | None = None
        self._lock = threading.Lock()

    def at(self, revision: int) -> Shelf:
        """The shelf for this revision, which is the one that the library has now."""
        with self._lock:
            if self._kept is None or self._kept[0] != revision:
                self._kept = revision, self._build()
            return self._kept[1]

    def _build(self) -> Shelf:
        hashes = self._hashes()
        self._read = {
            sha: self._read[sha] if sha in self._read else read_short_forms([self._opening(doc_id)])
            for doc_id, sha in hashes.items()
        }
        together: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for forms in self._read.values():
            for short, meanings in forms.items():
                together[short].update(meanings)
        return build_shelf(
            self._sources(),
            lookups=Lookups(
                holding=lru_cache(MOST_WORDS)(self._lookups.holding),
                beginning=lru_cache(MOST_WORDS)(self._lookups.beginning),
                share=lru_cache(MOST_WORDS)(self._lookups.share),
                knows=lru_cache(MOST_WORDS)(self._lookups.knows),
                is_word=lru_cache(MOST_WORDS)(self._lookups.is_word),
            ),
            short_forms={short: sorted(meanings) for short, meanings in together.items()},
        )
