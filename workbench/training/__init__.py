"""Learning a codebook from paragraphs that were ruled on.

Serves leads who teach and annotators who learn. Owns training sets, the answers given to them, and
the gate that a qualifying test can be in front of a round. Never touches judgments: what is
answered in training counts nowhere else.
"""
