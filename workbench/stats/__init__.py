"""Agreement between annotators, in numbers.

Serves leads and data users, through the rooms `agreement` and `export`.

Owns `Ratings` (who judged which unit how; missing is absent) and what can be
said of them: Krippendorff's alpha with its interval, per-category and
per-label alphas, percent agreement, prevalence. Every result is a frozen value
that says in words why a figure is undefined or unreliable.

Never reads a database, a clock or a request, never draws at random without a
seed handed in, and imports nothing but numpy and the standard library; `alignment`
alone asks scipy, where it is installed, for gamma.
"""
