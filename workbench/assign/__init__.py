"""Who codes what, and under which conditions.

Serves leads who set up rounds and annotators who work through them.
Owns rounds, assignments and the masking policy. Never knows an answer.
"""
