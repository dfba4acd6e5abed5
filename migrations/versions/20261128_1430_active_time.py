"""Active time of judgments and of each save.

Revision ID: 91d3f4c7ab20
Revises: 5c1e70b2a9d4
Create Date: 2026-11-28 14:30:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "91d3f4c7ab20"
down_revision = "5c1e70b2a9d4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("judgment", "revision"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("active_ms", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    for table in ("revision", "judgment"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("active_ms")
