"""The models on the page: what is there, which answers, and getting another one."""
