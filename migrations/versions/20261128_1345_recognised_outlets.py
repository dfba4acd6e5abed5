"""Whether annotators recognised the hidden outlet.

Revision ID: 5d1f0c7b9a42
Revises: ad8a69991915
Create Date: 2026-11-28 13:45:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5d1f0c7b9a42"
down_revision = "ad8a69991915"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assignment") as batch:
        batch.add_column(sa.Column("recognised", sa.String(length=10), nullable=True))
        batch.add_column(
            sa.Column("recognised_as", sa.String(length=120), nullable=False, server_default="")
        )
        batch.create_check_constraint(
            op.f("ck_assignment_recognised"), "recognised IN ('no', 'guess', 'yes')"
        )
    with op.batch_alter_table("assignment") as batch:
        batch.alter_column("recognised_as", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("assignment") as batch:
        batch.drop_constraint(op.f("ck_assignment_recognised"), type_="check")
        batch.drop_column("recognised_as")
        batch.drop_column("recognised")
