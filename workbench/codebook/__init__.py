"""The question sheet: what is asked, which answers there are, what each one means.

Serves leads who write it and everybody who must know what a label meant on the day it was given.
Owns codebook versions: a published version is frozen under a number and a hash.
Never knows an answer: judgments belong to `annotate`.
"""
