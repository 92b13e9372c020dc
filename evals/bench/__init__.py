"""How fast is it: ratios to plain references, measured in turn within one run.

Seconds differ from machine to machine and from hour to hour; a ratio within one run does so much
less. Every figure is a median with its range, and comes with the memory it took.

    starts.py    `ask` from a cold start, and the page, against the least either could take
    ingests.py   ingest against bare encoders, and against a plain LangChain pipeline
    adding.py    one more document for a large library, against its own reading and encoding
    again.py     an unchanged, a longer and a shorter folder, against its first ingest
    search.py    retrieval in 10,000 to 100,000 passages, and what such an index costs

Not here: how good anything is (`evals run`), and any limit that a test would hold: on a machine
that is busy with something else a time says nothing.
"""
