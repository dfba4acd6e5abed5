"""The language that a person chose for the interface.

Revision ID: 4c1f0b7d92ae
Revises: 91d3f4c7ab20
Create Date: 2026-11-28 14:45:12.300415+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4c1f0b7d92ae"
down_revision = "91d3f4c7ab20"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("language", sa.String(length=8), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.drop_column("language")
