"""The media-bias and framing annotation workbench."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from workbench.config import MIB, STATIC, Settings, check_settings, read_settings, secret_key

if TYPE_CHECKING:  # the process that reads files needs no web, and starts in half the time
    from flask import Flask

# Before numpy is loaded: requests are answered in threads already, and the threads of its linear
# algebra, which wait busily, would slow them down; a large report takes a fifth longer with them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (default: read from the environment).

    Raises BadSetting on unsafe settings and RuntimeError when a view does not say who may call it.
    """
    from flask import Flask

    settings = settings or read_settings()
    check_settings(settings)
    app = Flask("workbench", instance_path=str(settings.instance), static_folder=None)
    _configure(app, settings)
    _prepare_database(app, settings)
    _prepare_web(app, settings)
    _register_rooms(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    from workbench.core.db import engine_options

    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=secret_key(settings.instance),
        SESSION_COOKIE_NAME="__Host-wb" if settings.secure_cookies else "wb",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=MIB,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=200,
        TRUSTED_HOSTS=list(settings.hosts),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the sign-in: an hour would cut off a labelling day
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.sqlalchemy_url, settings.threads),
    )
    app.jinja_options = {"undefined": _strict_undefined(), "autoescape": True}
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _strict_undefined() -> type:
    from jinja2 import StrictUndefined

    return StrictUndefined


def _prepare_database(app: Flask, settings: Settings) -> None:
    from workbench.core.db import init_app as prepare_database
    from workbench.migrating import init_app as prepare_migrations

    prepare_database(app, lock_path=settings.instance / ".writer.lock")
    prepare_migrations(app)


def _prepare_web(app: Flask, settings: Settings) -> None:
    from werkzeug.middleware.proxy_fix import ProxyFix

    from workbench.accounts.signing_in import init_app as prepare_signing_in
    from workbench.core import access, files, jobs, packing, web, wording
    from workbench.projects.queries import find_place
    from workbench.rooms import wished_language

    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way to wrap
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=0
        )
    prepare_signing_in(app)
    wording.init_app(app, choose=wished_language)
    access.init_app(app, enter=find_place, upload_bytes=settings.upload_bytes + MIB)
    packing.init_app(app)
    web.init_app(app)
    files.init_app(app, STATIC)
    jobs.init_app(app, folder=settings.instance, is_immediate=settings.jobs == "request")


def _register_rooms(app: Flask) -> None:
    from workbench.core.access import refuse_undeclared
    from workbench.rooms import blueprints, commands, connect, page_context

    connect()
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    for command in commands():
        app.cli.add_command(command)
    app.context_processor(page_context)
    refuse_undeclared(app)
