"""Pages for signing in and out, and for one's own password."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from workbench.accounts import actions, links, passwords, queries, throttle
from workbench.accounts.forms import (
    ChangePasswordForm,
    PasswordForm,
    SignInForm,
    language_form,
    refuse_weak,
)
from workbench.accounts.models import Person
from workbench.accounts.names import tidy_name
from workbench.accounts.signing_in import end_session, start_session
from workbench.accounts.tokens import needs_refresh
from workbench.core.access import ANYONE, SIGNED_IN, allow
from workbench.core.clock import utc_now
from workbench.core.db import writing
from workbench.core.errors import Invalid, Throttled
from workbench.core.web import is_local_path
from workbench.core.wording import LANGUAGES, _, later

blueprint = Blueprint("accounts", __name__)

#: One sentence for every reason, or it would tell which names exist.
NO_MATCH = later(
    "This name and password do not match, or there were too many attempts. "
    "Check both, or wait a few minutes. Your lead can also give you a sign-in link."
)

NOT_YOURS = later("This is not your present password, or there were too many attempts.")


@blueprint.before_app_request
def note_use() -> None:
    """Start the idle time again on what people do; looking at a page changes nothing."""
    if request.method in {"GET", "HEAD", "OPTIONS"} or not current_user.is_authenticated:
        return
    if needs_refresh(current_user.last_seen_at, utc_now()):
        with writing():
            actions.refresh_sign_in(current_user.token, utc_now())


@blueprint.route("/sign-in", methods=["GET", "POST"])
@allow(ANYONE)
def sign_in() -> ResponseReturnValue:
    """By name and password. Whatever is wrong, the page is the same to the byte."""
    if request.method != "POST":
        if current_user.is_authenticated:
            return redirect(_next_page())
        return render_template("accounts/sign_in.html", form=SignInForm(), refusal="")
    form = SignInForm(request.form)
    person = _prove(form.name.data or "", form.password.data or "") if form.validate() else None
    if person is None:
        page = render_template("accounts/sign_in.html", form=SignInForm(), refusal=NO_MATCH)
        return page, 422
    with writing():
        _end_present_sign_in()
        token = actions.sign_in(person, utc_now())
    start_session(token)
    return redirect(_next_page(), 303)


@blueprint.get(f"{links.PATH}<token>")
@allow(ANYONE)
def link(token: str) -> ResponseReturnValue:
    """Asks first: programs that look at links in messages must not use them up."""
    owner = queries.get_link_owner(*links.read_link(token))
    return render_template("accounts/link.html", owner=owner)


@blueprint.post(f"{links.PATH}<token>")
@allow(ANYONE)
def use_link(token: str) -> ResponseReturnValue:
    public_id, links_used = links.read_link(token)
    with writing():
        _end_present_sign_in()
        sign_in_token = actions.use_link(public_id, links_used, utc_now())
    start_session(sign_in_token)
    return redirect(url_for("home.landing"), 303)


@blueprint.post("/sign-out")
@allow(ANYONE)
def sign_out() -> ResponseReturnValue:
    """For anyone: a sign-in that has ended already must not answer with a refusal."""
    if current_user.is_authenticated:
        with writing():
            _end_present_sign_in()
    end_session()
    flash(_("You are signed out."))
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/session")
@allow(ANYONE)
def session_state() -> ResponseReturnValue:
    """For scripts: who is signed in now, and the token to send with the next save."""
    person = current_user.public_id if current_user.is_authenticated else ""
    return jsonify({"csrf": generate_csrf(), "person": person})


@blueprint.route("/account", methods=["GET", "POST"])
@allow(SIGNED_IN)
def account() -> ResponseReturnValue:
    """Password and language; a new password signs every other browser out."""
    person = queries.get_person(current_user.id)
    form = (ChangePasswordForm if person.password_hash else PasswordForm)(request.form)
    if request.method != "POST":
        return _account_page(form, person)
    if not _accept(form, person):
        return _account_page(form, person), 422
    password_hash = passwords.hash_password(form.new.data or "")
    with writing():
        token = actions.set_password(person, password_hash, utc_now())
    start_session(token)
    flash(_("Your password is set. Other browsers are signed out."))
    return redirect(url_for("home.landing"), 303)


@blueprint.post("/account/language")
@allow(SIGNED_IN)
def language() -> ResponseReturnValue:
    """Choose the language of the interface, or leave it to the browser."""
    person = queries.get_person(current_user.id)
    form = language_form(LANGUAGES, person.language, request.form)
    if not form.validate():
        raise Invalid(_("This language is not spoken here. Choose one of the list."))
    with writing():
        actions.choose_language(queries.get_person(person.id), form.language.data or None)
    return redirect(url_for("accounts.account"), 303)


def _account_page(form: PasswordForm, person: Person) -> str:
    return render_template(
        "accounts/account.html",
        form=form,
        language=language_form(LANGUAGES, person.language),
    )


def _prove(name: str, given: str) -> Person | None:
    """The active person whose name and password these are, None for every other reason."""
    person = queries.find_person_by_name(name)
    stored = person.password_hash if person is not None else None
    name_key = throttle.name_key(tidy_name(name))
    address_key = throttle.address_key(request.remote_addr or "")
    try:
        with writing():
            actions.count_attempt((name_key, address_key), utc_now())
    except Throttled:
        return None
    if not passwords.verify(given, stored) or person is None or not person.is_active:
        return None
    rehashed = passwords.hash_password(given) if passwords.needs_rehash(stored or "") else ""
    with writing():
        actions.forgive_attempt(name_key, address_key)
        if rehashed:
            actions.store_hash(person, rehashed)
    return person


def _accept(form: PasswordForm, person: Person) -> bool:
    """Whether the new password may be stored; the form says why not."""
    if not form.validate(extra_validators={"new": [refuse_weak(person.name)]}):
        return False
    if isinstance(form, ChangePasswordForm) and _prove(person.name, form.old.data or "") is None:
        form.old.errors = [NOT_YOURS]
        return False
    return True


def _end_present_sign_in() -> None:
    if current_user.is_authenticated:
        actions.sign_out(current_user.token)


def _next_page() -> str:
    target = request.args.get("next", "")
    return target if is_local_path(target) else url_for("home.landing")
