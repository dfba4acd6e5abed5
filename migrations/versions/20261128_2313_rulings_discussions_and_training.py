"""Rulings, what is discussed, training sets and gates, and what a round opens to annotators.

Revision ID: c7d20f84ab16
Revises: b3a91e6d5c07
Create Date: 2026-11-28 23:13:00.000000+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "c7d20f84ab16"
down_revision = "b3a91e6d5c07"
branch_labels = None
depends_on = None

SWITCHES = ("has_discussion", "shows_rulings", "shows_precedents")


def upgrade() -> None:
    op.create_table(
        "training_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("codebook_version_id", sa.Integer(), nullable=False),
        sa.Column("thresholds", sa.JSON(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["codebook_version_id"],
            ["codebook_version.id"],
            name=op.f("fk_training_set_codebook_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_training_set_membership_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_training_set_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_set")),
        sa.UniqueConstraint("project_id", "title", name=op.f("uq_training_set_project_id_title")),
    )
    op.create_table(
        "bulk_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("at_least", sa.Integer(), nullable=False),
        sa.Column("n_ruled", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("rule IN ('unanimous', 'majority')", name=op.f("ck_bulk_ruling_rule")),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_bulk_ruling_membership_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_bulk_ruling_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["membership.id"],
            name=op.f("fk_bulk_ruling_undone_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_ruling")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_bulk_ruling_idempotency_key")),
    )
    op.create_index(op.f("ix_bulk_ruling_round_id"), "bulk_ruling", ["round_id"], unique=False)

    op.create_table(
        "discussion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'resolved')", name=op.f("ck_discussion_state")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_discussion_article_id")
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_discussion_paragraph_id")
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"],
            ["membership.id"],
            name=op.f("fk_discussion_resolved_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_discussion_round_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion")),
    )
    op.create_index(op.f("ix_discussion_article_id"), "discussion", ["article_id"], unique=False)
    op.create_index(
        op.f("ix_discussion_paragraph_id"), "discussion", ["paragraph_id"], unique=False
    )
    op.create_index(
        "uq_discussion_article",
        "discussion",
        ["round_id", "article_id"],
        unique=True,
        sqlite_where=sa.text("paragraph_id IS NULL"),
        postgresql_where=sa.text("paragraph_id IS NULL"),
    )
    op.create_index(
        "uq_discussion_paragraph",
        "discussion",
        ["round_id", "paragraph_id"],
        unique=True,
        sqlite_where=sa.text("paragraph_id IS NOT NULL"),
        postgresql_where=sa.text("paragraph_id IS NOT NULL"),
    )

    op.create_table(
        "round_gate",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_gate_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["set_id"], ["training_set.id"], name=op.f("fk_round_gate_set_id")),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_round_gate")),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussion.id"],
            name=op.f("fk_comment_discussion_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_comment_membership_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_comment_idempotency_key")),
    )
    op.create_index(op.f("ix_comment_discussion_id"), "comment", ["discussion_id"], unique=False)

    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_parked", sa.Boolean(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("left_open", sa.JSON(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("codebook_version_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("bulk_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "method IN ('unanimous', 'taken', 'majority', 'merged', 'written')",
            name=op.f("ck_ruling_method"),
        ),
        sa.CheckConstraint("outcome IN ('answer', 'legitimate')", name=op.f("ck_ruling_outcome")),
        sa.CheckConstraint(
            "reason IN ('slip', 'rule_misapplied', 'codebook_unclear', 'text_ambiguous', 'legitimate_difference')",
            name=op.f("ck_ruling_reason"),
        ),
        sa.CheckConstraint("NOT (is_current AND is_parked)", name=op.f("ck_ruling_parked")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_ruling_article_id")),
        sa.ForeignKeyConstraint(
            ["bulk_id"], ["bulk_ruling.id"], name=op.f("fk_ruling_bulk_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["codebook_version_id"],
            ["codebook_version.id"],
            name=op.f("fk_ruling_codebook_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_ruling_membership_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_ruling_paragraph_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_ruling_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["membership.id"],
            name=op.f("fk_ruling_withdrawn_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_ruling_idempotency_key")),
    )
    op.create_index(op.f("ix_ruling_article_id"), "ruling", ["article_id"], unique=False)
    op.create_index(op.f("ix_ruling_bulk_id"), "ruling", ["bulk_id"], unique=False)
    op.create_index(op.f("ix_ruling_paragraph_id"), "ruling", ["paragraph_id"], unique=False)
    op.create_index(
        "uq_ruling_article",
        "ruling",
        ["round_id", "article_id"],
        unique=True,
        sqlite_where=sa.text("is_current AND paragraph_id IS NULL"),
        postgresql_where=sa.text("is_current AND paragraph_id IS NULL"),
    )
    op.create_index(
        "uq_ruling_paragraph",
        "ruling",
        ["round_id", "paragraph_id"],
        unique=True,
        sqlite_where=sa.text("is_current AND paragraph_id IS NOT NULL"),
        postgresql_where=sa.text("is_current AND paragraph_id IS NOT NULL"),
    )

    op.create_table(
        "ruling_pair",
        sa.Column("ruling_id", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("other", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["ruling_id"],
            ["ruling.id"],
            name=op.f("fk_ruling_pair_ruling_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "ruling_id", "dimension", "value", "other", name=op.f("pk_ruling_pair")
        ),
    )
    op.create_table(
        "mention",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_mention_membership_id")
        ),
        sa.PrimaryKeyConstraint("comment_id", "membership_id", name=op.f("pk_mention")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("discussion_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('mention', 'comment', 'resolved', 'reopened')", name=op.f("ck_notice_kind")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_notice_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["discussion_id"],
            ["discussion.id"],
            name=op.f("fk_notice_discussion_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_notice_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_discussion_id"), "notice", ["discussion_id"], unique=False)
    op.create_index(op.f("ix_notice_membership_id"), "notice", ["membership_id"], unique=False)

    op.create_table(
        "training_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("ruling_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_test", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ruling_id"], ["ruling.id"], name=op.f("fk_training_item_ruling_id")
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["training_set.id"],
            name=op.f("fk_training_item_set_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_item")),
        sa.UniqueConstraint("set_id", "ruling_id", name=op.f("uq_training_item_set_id_ruling_id")),
    )
    op.create_index(
        op.f("ix_training_item_ruling_id"), "training_item", ["ruling_id"], unique=False
    )

    op.create_table(
        "training_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("shares", sa.JSON(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_training_attempt_number")),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_training_attempt_membership_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["training_set.id"],
            name=op.f("fk_training_attempt_set_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_attempt")),
        sa.UniqueConstraint(
            "set_id",
            "membership_id",
            "number",
            name=op.f("uq_training_attempt_set_id_membership_id_number"),
        ),
    )
    op.create_index(
        op.f("ix_training_attempt_membership_id"),
        "training_attempt",
        ["membership_id"],
        unique=False,
    )

    op.create_table(
        "training_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_training_answer_attempt")),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["training_item.id"],
            name=op.f("fk_training_answer_item_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_training_answer_membership_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_answer")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_training_answer_idempotency_key")),
        sa.UniqueConstraint(
            "item_id",
            "membership_id",
            "attempt",
            name=op.f("uq_training_answer_item_id_membership_id_attempt"),
        ),
    )
    op.create_index(
        op.f("ix_training_answer_membership_id"), "training_answer", ["membership_id"], unique=False
    )

    for column in SWITCHES:
        with op.batch_alter_table("round") as batch:
            batch.add_column(
                sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        with op.batch_alter_table("round") as batch:
            batch.alter_column(column, server_default=None)
    with op.batch_alter_table("round") as batch:
        batch.add_column(sa.Column("unsealed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("round") as batch:
        for column in (*SWITCHES, "unsealed_at"):
            batch.drop_column(column)
    for table in (
        "training_answer",
        "training_attempt",
        "training_item",
        "notice",
        "mention",
        "ruling_pair",
        "ruling",
        "comment",
        "round_gate",
        "discussion",
        "bulk_ruling",
        "training_set",
    ):
        op.drop_table(table)
