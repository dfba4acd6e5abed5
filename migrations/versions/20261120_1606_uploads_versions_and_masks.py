"""Uploads, drafts, versions of articles, masks, kinds of rounds.

Revision ID: 59c856989b81
Revises: 05555b08660d
Create Date: 2026-11-20 16:06:02.643887+00:00
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "59c856989b81"
down_revision = "05555b08660d"
branch_labels = None
depends_on = None

#: Columns that tables with rows in them get.
ADDED = {
    "article": ("section", "url", "source_id", "extra", "version", "is_current", "search_text"),
    "story": ("search_text",),
    "paragraph": ("masks",),
    "project": ("annotates_captions",),
    "round": ("kind", "has_hints"),
}


def upgrade() -> None:
    op.create_table(
        "shingle",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_shingle_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "hash", name=op.f("pk_shingle")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("shingle", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shingle_hash"), ["hash"], unique=False)

    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("outlet", sa.String(length=120), nullable=False),
        sa.Column("story", sa.String(length=200), nullable=False),
        sa.Column("skips_bad", sa.Boolean(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'reading', 'ready', 'storing', 'stored', 'failed', 'discarded')",
            name=op.f("ck_upload_state"),
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["article.id"], name=op.f("fk_upload_corrects_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_upload_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_upload_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upload_project_id"), ["project_id"], unique=False)

    op.create_table(
        "upload_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("format", sa.String(length=20), nullable=False),
        sa.Column("encoding", sa.String(length=40), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_file_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload_file")),
        sa.UniqueConstraint(
            "upload_id", "position", name=op.f("uq_upload_file_upload_id_position")
        ),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("outlet", sa.String(length=120), nullable=False),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("story", sa.String(length=200), nullable=False),
        sa.Column("source_id", sa.String(length=200), nullable=False),
        sa.Column("usable", sa.Integer(), nullable=False),
        sa.Column("paragraphs", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sketch", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.Integer(), nullable=False),
        sa.Column("near_position", sa.Integer(), nullable=True),
        sa.Column("is_wanted", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_draft_article_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["upload_file.id"], name=op.f("fk_draft_file_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_draft_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("upload_id", "position", name=op.f("uq_draft_upload_id_position")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index("ix_draft_sha256", ["upload_id", "sha256"], unique=False)

    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "section", sa.String(length=120), nullable=False, server_default=sa.text("''")
            )
        )
        batch_op.add_column(
            sa.Column("url", sa.String(length=2000), nullable=False, server_default=sa.text("''"))
        )
        batch_op.add_column(
            sa.Column(
                "source_id", sa.String(length=200), nullable=False, server_default=sa.text("''")
            )
        )
        batch_op.add_column(
            sa.Column("extra", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )
        batch_op.add_column(
            sa.Column("version", sa.Integer(), nullable=False, server_default=sa.text("1"))
        )
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.text("TRUE"))
        )
        batch_op.add_column(
            sa.Column("search_text", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
        batch_op.drop_constraint(batch_op.f("uq_article_project_id_sha256"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_article_project_id_sha256_version"), ["project_id", "sha256", "version"]
        )
        batch_op.create_index("ix_article_list", ["project_id", "is_current", "id"], unique=False)
        batch_op.create_index("ix_article_source_id", ["project_id", "source_id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_article_replaces_id"), ["replaces_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_article_replaces_id"), "article", ["replaces_id"], ["id"]
        )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("search_text", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
    _fill_search_text("article", "title", "byline", "source_name")
    _fill_search_text("story", "title")

    with op.batch_alter_table("paragraph", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("masks", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "annotates_captions", sa.Boolean(), nullable=False, server_default=sa.text("FALSE")
            )
        )

    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind", sa.String(length=20), nullable=False, server_default=sa.text("'production'")
            )
        )
        batch_op.add_column(
            sa.Column("has_hints", sa.Boolean(), nullable=False, server_default=sa.text("FALSE"))
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_round_kind"),
            "kind IN ('training', 'pilot', 'reliability', 'production')",
        )
    # The defaults were for the rows that were there; the models give their own.
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.alter_column(column, server_default=None)


def _fill_search_text(name: str, *searched: str) -> None:
    """What rows are searched by, as the models store it of new ones at this revision."""
    table = sa.table(name, *(sa.column(column) for column in ("id", "search_text", *searched)))
    fill = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("row_id"))
        .values(search_text=sa.bindparam("folded"))
    )
    facts = sa.select(table.c.id, *(table.c[column] for column in searched))
    for row in op.get_bind().execute(facts).all():
        folded = _fold(" \u00b7 ".join(filter(None, row[1:])))
        op.get_bind().execute(fill, {"row_id": row[0], "folded": folded})


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign if sign.isprintable() else " " for sign in folded)


def downgrade() -> None:
    with op.batch_alter_table("round", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_round_kind"), type_="check")
        batch_op.drop_column("has_hints")
        batch_op.drop_column("kind")

    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_column("annotates_captions")

    with op.batch_alter_table("paragraph", schema=None) as batch_op:
        batch_op.drop_column("masks")

    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.drop_column("search_text")

    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_article_replaces_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_article_replaces_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_article_project_id_sha256_version"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_article_project_id_sha256"), ["project_id", "sha256"]
        )
        batch_op.drop_column("search_text")
        batch_op.drop_index("ix_article_source_id")
        batch_op.drop_index("ix_article_list")
        batch_op.drop_column("is_current")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("version")
        batch_op.drop_column("extra")
        batch_op.drop_column("source_id")
        batch_op.drop_column("url")
        batch_op.drop_column("section")

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index("ix_draft_sha256")

    op.drop_table("draft")
    op.drop_table("upload_file")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_project_id"))

    op.drop_table("upload")
    with op.batch_alter_table("shingle", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shingle_hash"))

    op.drop_table("shingle")
