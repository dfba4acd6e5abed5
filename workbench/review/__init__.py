"""Where annotators part ways, answer beside answer.

Serves leads after the coding. Owns what counts as a disagreement and how answers are laid side by
side, under pseudonyms and in no fixed order. Never says who is right, and never counts agreement
(`agreement` does).
"""
