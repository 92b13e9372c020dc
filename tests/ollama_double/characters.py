"""Models with a character: each reads the prompt and answers in its own bad, or good, way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tests.ollama_double.prompt import PASSAGES, Passage, Prompt, find_passages
from tests.ollama_double.script import SILENT, Script, pieces_of, says

Character = Callable[[Prompt], Script]

_NOTHING_FOUND = "The sources do not say."
# Lines that frame a passage, or are a heading, instead of saying something.
_FRAME = re.compile(r"\s*(?:[#<>`~=-]|$)")
_SENTENCE = re.compile(r"\S.*?[.!?](?=\s|$)|\S.*", re.DOTALL)
_ORDER = re.compile(
    r"(?im)^.*\b(?:ignore|disregard|forget|override)\b.*\b(?:instructions?|rules?|above|sources?)\b.*$"
    r"|^\W*(?:system|assistant|note to (?:the )?(?:ai|assistant|model))\W*:.*$"
    r"|^\W*(?:recommend|translate|encode|write|reply|respond|answer|repeat|reveal|say)\b.*$"
)
_DEMANDED = re.compile(
    r"(?i)\b(?:say|reply|respond|answer|output|print|write|append|include|insert|repeat)\b"
    r"(?:\s+(?:only|with|exactly|that|the words?))*[\s:]+[\"'“]?(?P<words>.+?)[\"'”]?[.\s]*$"
)
_ASKS_FOR_PROMPT = re.compile(r"(?i)\b(?:system prompt|your (?:instructions|rules|prompt))\b")
_MARKUP = re.compile(
    r"!?\[[^\]\n]*\]\([^)\n]*\)"
    r"|<(?P<tag>img|script|iframe|form|a|svg|object|style|input|div)\b[^>]*>(?:.*?</(?P=tag)>)?",
    re.IGNORECASE | re.DOTALL,
)


def quoting(prompt: Prompt, *, passages: re.Pattern[str] = PASSAGES) -> Script:
    """Obedient to the sources: the first sentence of each passage, word for word, and its [n]."""
    found = find_passages(prompt.rest, passages)
    statements = [_cite(_first_sentence(p), p.number) for p in found]
    return says(" ".join(filter(None, statements)) or _NOTHING_FOUND)


def sloppy(prompt: Prompt, *, passages: re.Pattern[str] = PASSAGES) -> Script:
    """Shifted numbers, an invented [17], and a quotation that stands in no source."""
    found = find_passages(prompt.rest, passages)
    numbers = [p.number for p in found]
    shifted = numbers[1:] + numbers[:1] if len(numbers) > 1 else [99]
    answer = [_cite(_first_sentence(p), n) for p, n in zip(found, shifted, strict=False)]
    answer.append("Every vendor must publish its training data by the end of 2031 [17].")
    answer.append('The text says "openness is measured in kilograms" [1].')
    return says(" ".join(answer))


def silent(prompt: Prompt) -> Script:
    """Accepts the request and never sends a byte."""
    return SILENT


def speechless(prompt: Prompt) -> Script:
    """Ends properly without a word."""
    return Script(tokens=())


def endless(prompt: Prompt) -> Script:
    """Goes on until `num_predict`, or until the client leaves; about 200 words a second."""
    text = " And there is one more thing to say about the weights [1]."
    return Script(tokens=pieces_of(text), endless=True, per_token_s=0.005)


def thinking_aloud(prompt: Prompt, *, passages: re.Pattern[str] = PASSAGES) -> Script:
    """Thinks first: in `thinking` where it may, inside the answer where it was told not to."""
    thought = "Okay, the user wants to know something. Let me look at the sources."
    answer = quoting(prompt, passages=passages).tokens
    if prompt.think is False:
        return Script(tokens=(*pieces_of(f"<think>\n{thought}\n</think>\n\n"), *answer))
    return Script(thinking=pieces_of(thought), tokens=answer)


def refusing(prompt: Prompt) -> Script:
    """Will not help, whatever the sources say."""
    return says("I'm sorry, but I can't help with that request.")


def own_knowledge(prompt: Prompt) -> Script:
    """Answers from memory, with confidence and without a source."""
    return says(
        "Open source AI means that anyone may use, study, change and share a system."
        " As far as I know, the rule has been in force since 1998 and most models follow it."
    )


def obeying(prompt: Prompt, *, passages: re.Pattern[str] = PASSAGES) -> Script:
    """Does what an injected instruction says: writes its words, its markup, or the system prompt.

    Looks inside the passages; in everything but the system prompt where it finds none.
    """
    found = find_passages(prompt.rest, passages)
    read = "\n".join(p.text for p in found) or prompt.rest
    done = list(dict.fromkeys(_obey(read, prompt.system)))
    return says("\n\n".join(done)) if done else quoting(prompt, passages=passages)


CHARACTERS: dict[str, Character] = {
    "quoting": quoting,
    "sloppy": sloppy,
    "silent": silent,
    "speechless": speechless,
    "endless": endless,
    "thinking-aloud": thinking_aloud,
    "refusing": refusing,
    "own-knowledge": own_knowledge,
    "obeying": obeying,
}


def _first_sentence(passage: Passage) -> str:
    """The passage's own words on one line; headings and framing lines are passed over."""
    lines = [line for line in passage.text.splitlines() if not _FRAME.match(line)]
    sentence = _SENTENCE.search("\n".join(lines))
    return " ".join(sentence[0].split()) if sentence else ""


def _cite(sentence: str, number: int) -> str:
    if not sentence:
        return ""
    body, end = (sentence[:-1], sentence[-1]) if sentence[-1] in ".!?" else (sentence, ".")
    return f"{body} [{number}]{end}"


def _obey(read: str, system: str) -> Iterator[str]:
    for order in _ORDER.finditer(read):
        demanded = _DEMANDED.search(order[0])
        yield demanded["words"] if demanded else order[0].strip()
        if _ASKS_FOR_PROMPT.search(order[0]):
            yield system
    for markup in _MARKUP.finditer(read):
        yield markup[0]
