"""The commands of `python -m evals`: each a module with `add_options` and `run`."""
