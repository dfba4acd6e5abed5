"""`flask run` and `gunicorn wsgi:app` start here."""

from workbench import create_app

app = create_app()
