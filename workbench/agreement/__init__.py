"""How reliable the answers of a round are.

Serves leads. Owns the reliability report: which figure each kind of question gets, and the words
that go with it. Never computes a statistic itself (`stats` does), never shows single answers
(`review` does), and never averages over questions.
"""
