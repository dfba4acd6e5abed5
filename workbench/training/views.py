"""Pages of the training room."""

from __future__ import annotations

from flask import Blueprint

from workbench.training import models

blueprint = Blueprint("training", __name__, url_prefix="/projects/<slug>/training")
TABLES = models
