"""The interface's sentences in other languages. For translators; owns the catalogues and how they
are made from the sources, and never reads a database or a request.

After sentences changed: `python -m workbench.translations update`, then translate what is empty in
`LANGUAGE/LC_MESSAGES/messages.po` and run it again; `check` says what is missing. A further
language begins with an empty `messages.po` in its folder, and its name in `core/wording.py`.
"""
