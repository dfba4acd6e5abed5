"""Drafts and lineage of codebooks, article judgments, attributes and links, migrations, inquiries.

Revision ID: ad8a69991915
Revises: 59c856989b81
Create Date: 2026-11-20 19:14:50.441122+00:00
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "ad8a69991915"
down_revision = "59c856989b81"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "codebook_draft",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("lineage", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"], ["codebook_version.id"], name=op.f("fk_codebook_draft_base_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_codebook_draft_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_codebook_draft")),
    )
    op.create_table(
        "codebook_step",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("lineage", sa.JSON(), nullable=False),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["codebook_draft.project_id"],
            name=op.f("fk_codebook_step_project_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", "revision", name=op.f("pk_codebook_step")),
    )
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=True),
        sa.Column("membership_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_version_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'closed')", name=op.f("ck_inquiry_state")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["membership.id"],
            name=op.f("fk_inquiry_answered_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["in_version_id"], ["codebook_version.id"], name=op.f("fk_inquiry_in_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"], ["membership.id"], name=op.f("fk_inquiry_membership_id")
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraph.id"], name=op.f("fk_inquiry_paragraph_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_inquiry_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["codebook_version.id"], name=op.f("fk_inquiry_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
    )
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiry_project_id"), ["project_id"], unique=False)

    op.create_table(
        "migration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("from_version_id", sa.Integer(), nullable=False),
        sa.Column("to_version_id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_version_id"], ["codebook_version.id"], name=op.f("fk_migration_from_version_id")
        ),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["membership.id"],
            name=op.f("fk_migration_membership_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_migration_round_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id"], ["codebook_version.id"], name=op.f("fk_migration_to_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_migration")),
    )
    with op.batch_alter_table("migration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_migration_round_id"), ["round_id"], unique=False)

    op.create_table(
        "link",
        sa.Column("judgment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgment_id"], ["judgment.id"], name=op.f("fk_link_judgment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("judgment_id", "number", name=op.f("pk_link")),
    )
    op.create_table(
        "migration_item",
        sa.Column("migration_id", sa.Integer(), nullable=False),
        sa.Column("judgment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("was_done", sa.Boolean(), nullable=False),
        sa.Column("was_submitted", sa.Boolean(), nullable=False),
        sa.Column("answered_version_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saw_outlet", sa.Boolean(), nullable=False),
        sa.Column("saw_premarks", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_version_id"],
            ["codebook_version.id"],
            name=op.f("fk_migration_item_answered_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["judgment_id"],
            ["judgment.id"],
            name=op.f("fk_migration_item_judgment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["migration_id"],
            ["migration.id"],
            name=op.f("fk_migration_item_migration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("migration_id", "judgment_id", name=op.f("pk_migration_item")),
    )
    with op.batch_alter_table("migration_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_migration_item_judgment_id"), ["judgment_id"], unique=False
        )

    op.create_table(
        "written",
        sa.Column("judgment_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("part IN ('judgment', 'span', 'link')", name=op.f("ck_written_part")),
        sa.ForeignKeyConstraint(
            ["judgment_id"],
            ["judgment.id"],
            name=op.f("fk_written_judgment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "judgment_id", "part", "number", "dimension", "target", name=op.f("pk_written")
        ),
    )
    op.create_table(
        "link_label",
        sa.Column("judgment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgment_id", "number"],
            ["link.judgment_id", "link.number"],
            name=op.f("fk_link_label_judgment_id_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "judgment_id", "number", "dimension", "value", name=op.f("pk_link_label")
        ),
    )
    op.create_table(
        "link_member",
        sa.Column("judgment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("span_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgment_id", "number"],
            ["link.judgment_id", "link.number"],
            name=op.f("fk_link_member_judgment_id_number"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["judgment_id", "span_number"],
            ["span.judgment_id", "span.number"],
            name=op.f("fk_link_member_judgment_id_span_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "judgment_id", "number", "span_number", name=op.f("pk_link_member")
        ),
    )
    op.create_table(
        "span_label",
        sa.Column("judgment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(length=64), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgment_id", "number"],
            ["span.judgment_id", "span.number"],
            name=op.f("fk_span_label_judgment_id_number"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "judgment_id", "number", "dimension", "value", name=op.f("pk_span_label")
        ),
    )
    with op.batch_alter_table("codebook_version", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("lineage", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )
        batch_op.add_column(
            sa.Column("remark", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(sa.Column("published_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_codebook_version_published_by_id"),
            "membership",
            ["published_by_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("codebook_version", schema=None) as batch_op:
        for column in ("lineage", "remark"):  # the models give their own
            batch_op.alter_column(column, server_default=None)

    with op.batch_alter_table("judgment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answered_version_id", sa.Integer(), nullable=True))
        batch_op.alter_column("paragraph_id", existing_type=sa.INTEGER(), nullable=True)
    op.execute("UPDATE judgment SET answered_version_id = codebook_version_id")
    with op.batch_alter_table("judgment", schema=None) as batch_op:
        batch_op.alter_column("answered_version_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.create_index(
            "uq_judgment_assignment_id_article",
            ["assignment_id"],
            unique=True,
            sqlite_where=sa.text("paragraph_id IS NULL"),
            postgresql_where=sa.text("paragraph_id IS NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_judgment_answered_version_id"),
            "codebook_version",
            ["answered_version_id"],
            ["id"],
        )

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("codebook_version_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("migration_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE revision SET codebook_version_id = (SELECT judgment.codebook_version_id "
        "FROM judgment WHERE judgment.id = revision.judgment_id)"
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.alter_column("codebook_version_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_revision_migration_id"), "migration", ["migration_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_revision_codebook_version_id"),
            "codebook_version",
            ["codebook_version_id"],
            ["id"],
        )


def downgrade() -> None:
    # The tables before have no place for: the judgment of a whole article with its log; links and
    # answers on links; answers on spans; written answers; the moves of rounds, who answered under
    # which version before a move, and what is to be answered again; lineage, remark and publisher
    # of a version; drafts; inquiries. All of this goes. What is left says of each judgment, and of
    # its whole log, the version in whose terms it stands now, as if it had been answered under it.
    for table in ("label", "span", "revision"):
        op.execute(
            f"DELETE FROM {table} WHERE judgment_id IN "  # the names stand above
            "(SELECT id FROM judgment WHERE paragraph_id IS NULL)"
        )
    op.execute("DELETE FROM migration_item")
    op.execute("UPDATE revision SET migration_id = NULL")
    for table in ("link_member", "link_label", "span_label", "link", "written"):
        op.execute(f"DELETE FROM {table}")
    op.execute("DELETE FROM judgment WHERE paragraph_id IS NULL")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_revision_codebook_version_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_revision_migration_id"), type_="foreignkey")
        batch_op.drop_column("migration_id")
        batch_op.drop_column("codebook_version_id")

    with op.batch_alter_table("judgment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_judgment_answered_version_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_judgment_assignment_id_article",
            sqlite_where=sa.text("paragraph_id IS NULL"),
            postgresql_where=sa.text("paragraph_id IS NULL"),
        )
        batch_op.alter_column("paragraph_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column("answered_version_id")

    with op.batch_alter_table("codebook_version", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_codebook_version_published_by_id"), type_="foreignkey"
        )
        batch_op.drop_column("published_by_id")
        batch_op.drop_column("remark")
        batch_op.drop_column("lineage")

    op.drop_table("span_label")
    op.drop_table("link_member")
    op.drop_table("link_label")
    op.drop_table("written")
    with op.batch_alter_table("migration_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_migration_item_judgment_id"))

    op.drop_table("migration_item")
    op.drop_table("link")
    with op.batch_alter_table("migration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_migration_round_id"))

    op.drop_table("migration")
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inquiry_project_id"))

    op.drop_table("inquiry")
    op.drop_table("codebook_step")
    op.drop_table("codebook_draft")
