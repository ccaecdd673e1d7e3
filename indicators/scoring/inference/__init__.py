"""Which rule is behind printed scores (反推评分办法): candidates, what they explain, and what the data cannot decide.

The space is small on purpose: a class of rows (``classes``) follows one clause (``candidates``), scores are rounded in
one way, and the fewest rules that explain the most printed scores win (``search``). What no printed row decides is said
(``undecided``) and goes to a person in the rulebook that is written (``writing``).
"""
