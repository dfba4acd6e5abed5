"""Studies and who works in them.

Serves everybody: each page of a project is entered through a membership.
Owns projects, their targets, and memberships with the pseudonym (`seat`) that stands for a person
in every comparison and export. Never knows what a project contains.
"""
