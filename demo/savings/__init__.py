"""Do printed ranges hold what scenarios would save? `python -m demo.savings`.

The published SQL reads the exports of a hundred years of Demo Telecom, one a seed;
what each scenario would save is counted apart, from the answer key.
"""
