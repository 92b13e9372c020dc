"""The documents of an index, for the page and the commands: listed, shown, added, removed."""
