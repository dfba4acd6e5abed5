"""Rounds that show the others' answers after submitting, and the trace of it in judgments.

Revision ID: 8c4be2d6f713
Revises: 5d1f0c7b9a42
Create Date: 2026-11-28 13:55:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "8c4be2d6f713"
down_revision = "5d1f0c7b9a42"
branch_labels = None
depends_on = None

COLUMNS = (("round", "shows_others"), ("judgment", "saw_others"), ("migration_item", "saw_others"))


def upgrade() -> None:
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(
                sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, server_default=None)


def downgrade() -> None:
    for table, column in COLUMNS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
