"""Public benchmarks, run through the program's own reading, indexing, retrieval and answering.

One module for each set; every one has `run(bench: Bench) -> list[Table]`. Published figures stand
beside ours, with their source; where a protocol differs, the caption says how. The data are other
people's and lie outside the repository.
"""
