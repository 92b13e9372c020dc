"""A question becomes what is asked for: documents, speakers, sides, and the kind of answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.reading.characters import plain_characters
from assistant.reading.language import DEFAULT_LANGUAGE
from assistant.retrieval.asked import Asked, Side
from assistant.retrieval.corrections import corrections
from assistant.retrieval.glossary import in_english
from assistant.retrieval.intent import compares, is_yes_no, kinds_asked_for, wanted
from assistant.retrieval.mentions import Mention, find_mentions
from assistant.retrieval.name_terms import Term, fold, terms_of, words_of
from assistant.retrieval.named_documents import groups_of, named_documents
from assistant.retrieval.named_speakers import named_speakers
from assistant.retrieval.question_language import function_words, question_language
from assistant.retrieval.shelf import Shelf

_WORD = re.compile(r"[^\W\d_]{3,}")


def read_question(question: str, shelf: Shelf) -> Asked:
    """What the question asks for, by what the documents of the shelf are called."""
    plain = plain_characters(question)
    language = question_language(plain)
    slips = corrections(terms_of(plain), shelf, plain_words=language == DEFAULT_LANGUAGE)
    text = _corrected(plain, slips)
    foreign = function_words(language)
    terms = [t for t in terms_of(text) if t.text not in foreign or t.in_capitals]
    mentions = find_mentions(terms, shelf)
    speakers = named_speakers(terms, shelf)
    sides = _sides(text, terms, mentions, speakers, shelf)
    english = in_english(text, language)
    return Asked(
        question=question,
        text=text,
        documents=named_documents(mentions, terms, shelf),
        speakers=speakers,
        sides=sides,
        compares=compares(f"{text} {english}", len(sides)),
        kinds=kinds_asked_for(terms),
        is_yes_no=is_yes_no(text),
        wanted=wanted(text),
        language=language,
        in_english=english,
        corrected=slips,
    )


def _sides(
    text: str,
    terms: Sequence[Term],
    mentions: Sequence[Mention],
    speakers: Mapping[str, float],
    shelf: Shelf,
) -> tuple[Side, ...]:
    """What the question names, apart; empty when it is only one."""
    people = {word for name in speakers for word in words_of(name)}
    sides = [Side(name, speakers=frozenset([name])) for name in speakers]
    sides += [
        Side(text[terms[mention.start].start : terms[mention.end - 1].end], documents=group)
        for mention, group in groups_of(mentions, shelf)
        if not mention.words <= people
    ]
    return tuple(sides) if len(sides) > 1 else ()


def _corrected(question: str, slips: Mapping[str, str]) -> str:
    """The question with its slips put right, capitals where they were."""

    def put_right(found: re.Match[str]) -> str:
        meant = slips.get(fold(found[0]))
        if meant is None:
            return found[0]
        return meant.capitalize() if found[0][0].isupper() else meant

    return _WORD.sub(put_right, question) if slips else question
