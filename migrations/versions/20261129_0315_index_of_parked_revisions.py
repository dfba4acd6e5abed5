"""An index of the revisions that came too late.

Revision ID: 7b26d90e41fa
Revises: 4e8a17c95d30
Create Date: 2026-11-29 03:15:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7b26d90e41fa"
down_revision = "4e8a17c95d30"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_revision_parked",
        "revision",
        ["judgment_id"],
        unique=False,
        sqlite_where=sa.text("is_parked"),
        postgresql_where=sa.text("is_parked"),
    )


def downgrade() -> None:
    op.drop_index("ix_revision_parked", table_name="revision")
