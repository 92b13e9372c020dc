"""Words that carry no subject; used by the word index and by the checks of an answer."""

# Short on purpose: BM25 already weighs common words down; these only cost time, and would alone
# decide questions that are made of nothing else.
STOP_WORDS = frozenset(
    """
    a about an and any are as at be been but by can could did do does for from had has have
    he her his how i if in into is it its may me might must my no not of on one or our said
    say says shall she should so some such tell than that the their them then there these
    they this those to under us was we were what when where which who whom whose why will
    with would you your
    """.split()
)
