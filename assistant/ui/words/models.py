"""The words of the models: which are there, which answers, and how another one is got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.answering.memory import Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelWords:
    """The words of one language, in the order in which a reader meets them."""

    tab: str
    title: str
    lead: str
    change: str  # beside the question box: leads here
    looking: str
    runs: str
    runs_not: str
    far: str
    look_again: str
    memory: str
    free: str
    read_only: str
    who_answers: str
    quotations: str
    quotations_why: str
    which_other: str
    no_other: str
    answers_now: str
    answer_with: str
    quote_only: str
    load: str
    loaded: str
    none_here: str
    size: str
    build: str
    window: str
    window_of: str
    license: str
    digest: str
    needs: str
    fits: Mapping[Fit, str]
    not_said: str
    unfit: Mapping[str, str]  # by what `InstalledModel.unfit` says
    recommended: str
    recommended_small: str
    recommended_larger: str
    recommended_why: Mapping[str, str]  # by the name of the model
    is_here: str
    listed: str
    estimate: str
    get_another: str
    name_label: str
    name_placeholder: str
    no_name: str
    get: str
    measuring: str
    is_so_large: str
    is_free: str
    no_space: str
    download: str
    not_now: str
    downloading: str
    per_second: str
    stop: str
    stopped: str
    here_now: str
    loading: str
    loading_stopped: str
    loaded_now: str
    switching: str
    switched: str
    switched_to_quotations: str
    temperature: str
    seed: str
    thinking: str
    thinking_off: str
    thinking_on: str
    longest: str
    thoughts: str
    thoughts_why: str
