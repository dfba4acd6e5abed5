"""What annotators say about themselves, if they want to.

Revision ID: b3a91e6d5c07
Revises: 7e2b60c1f4d8
Create Date: 2026-11-28 20:10:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b3a91e6d5c07"
down_revision = "7e2b60c1f4d8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "background_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_background_question_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_background_question")),
        sa.UniqueConstraint(
            "project_id", "title", name=op.f("uq_background_question_project_id_title")
        ),
    )
    op.create_table(
        "background_choice",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_background_choice_position")),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["background_question.id"],
            name=op.f("fk_background_choice_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "position", name=op.f("pk_background_choice")),
        sa.UniqueConstraint(
            "question_id", "title", name=op.f("uq_background_choice_question_id_title")
        ),
    )
    op.create_table(
        "background_answer",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_background_answer_person_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["question_id", "position"],
            ["background_choice.question_id", "background_choice.position"],
            name=op.f("fk_background_answer_question_id_position"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("question_id", "person_id", name=op.f("pk_background_answer")),
    )
    op.create_index(
        op.f("ix_background_answer_person_id"), "background_answer", ["person_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("background_answer")
    op.drop_table("background_choice")
    op.drop_table("background_question")
