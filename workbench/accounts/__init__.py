"""People and how they sign in.

Serves everybody before anything else can. Owns people, their sign-ins and the count of failed
attempts. Never knows what a person may do in a project, and never keeps a password or a token that
could be read back: only hashes.
"""
