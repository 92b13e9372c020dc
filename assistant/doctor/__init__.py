"""What a person checks first when something does not work: `python -m assistant doctor`."""
