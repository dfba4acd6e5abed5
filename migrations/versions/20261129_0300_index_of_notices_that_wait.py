"""An index of the notices that still wait for somebody.

Revision ID: 4e8a17c95d30
Revises: c7d20f84ab16
Create Date: 2026-11-29 03:00:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4e8a17c95d30"
down_revision = "c7d20f84ab16"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_notice_waiting",
        "notice",
        ["membership_id", "discussion_id"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_notice_waiting", table_name="notice")
