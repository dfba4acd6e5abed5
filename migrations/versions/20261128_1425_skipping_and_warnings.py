"""Articles that an annotator skips, and content warnings of stories.

Revision ID: 5c1e70b2a9d4
Revises: 8c4be2d6f713
Create Date: 2026-11-28 14:25:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5c1e70b2a9d4"
down_revision = "8c4be2d6f713"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("content_warning", sa.Text(), nullable=False, server_default="")
        )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.alter_column("content_warning", server_default=None)
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("skip_reason", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("skip_note", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("skipped_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("warning_read", sa.Text(), nullable=False, server_default=""))
        batch_op.drop_constraint(op.f("ck_assignment_state"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_assignment_state"), "state IN ('open', 'submitted', 'skipped')"
        )
        batch_op.create_check_constraint(
            op.f("ck_assignment_skipped"), "(state = 'skipped') = (skip_reason IS NOT NULL)"
        )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.alter_column("warning_read", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_assignment_skipped"), type_="check")
        batch_op.drop_constraint(op.f("ck_assignment_state"), type_="check")
    # Before, there was nothing between open and submitted.
    op.execute("UPDATE assignment SET state = 'open' WHERE state = 'skipped'")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_assignment_state"), "state IN ('open', 'submitted')"
        )
        batch_op.drop_column("warning_read")
        batch_op.drop_column("skipped_at")
        batch_op.drop_column("skip_note")
        batch_op.drop_column("skip_reason")
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.drop_column("content_warning")
