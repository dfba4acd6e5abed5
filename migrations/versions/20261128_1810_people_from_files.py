"""People who are known from labels made elsewhere, and never sign in.

Revision ID: 7e2b60c1f4d8
Revises: 4c1f0b7d92ae
Create Date: 2026-11-28 18:10:04.118203+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7e2b60c1f4d8"
down_revision = "4c1f0b7d92ae"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("membership") as batch:
        batch.add_column(sa.Column("recorded_as", sa.String(length=60), nullable=True))
        batch.create_unique_constraint(
            "uq_membership_project_id_recorded_as", ["project_id", "recorded_as"]
        )


def downgrade() -> None:
    with op.batch_alter_table("membership") as batch:
        batch.drop_constraint("uq_membership_project_id_recorded_as", type_="unique")
        batch.drop_column("recorded_as")
