<% import "parts/python.jinja" as py %>
<% macro quoted(columns) %><% for column in columns %><{ column|py_string }>, <% endfor %><% endmacro %>
<% macro while_there(entity, columns) %>
    op.create_index("uq_<{ entity.table }>_<{ columns|join("_") }>", <{ entity.table|py_string }>, [<{ quoted(columns) }>], unique=True, postgresql_where=sa.text("row_deleted_at IS NULL"), sqlite_where=sa.text("row_deleted_at IS NULL"))
<% endmacro %>
"""Create the tables of the first release.

Revision ID: 0001
Revises: nothing
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables, those that others refer to first."""
<% for entity in tables %>
    op.create_table(
        <{ entity.table|py_string }>,
<% for field in entity.fields %>
        sa.Column(<{ field.column|py_string }>, <{ py.migration_type(field)|trim }>, <% if field.key and field.kind.name == "integer" %>sa.Identity(), <% endif %>nullable=<% if field.optional %>True<% else %>False<% endif %>),
<% endfor %>
<% if entity.versioned %>
        sa.Column("row_version", sa.Integer(), nullable=False),
<% endif %>
<% if entity.soft %>
        sa.Column("row_deleted_at", sa.DateTime(timezone=True), nullable=True),
<% endif %>
<% for check in entity.checks %>
        sa.CheckConstraint(<{ check.sql|py_string }>, name=op.f(<{ ("ck_" ~ entity.table ~ "_" ~ check.name)|py_string }>))<% if check.only %>.ddl_if(dialect=<{ check.only|py_string }>)<% endif %>,
<% endfor %>
<% for field in entity.fields if field.references %>
        sa.ForeignKeyConstraint([<{ field.column|py_string }>], [<{ (field.references.table ~ "." ~ field.references.column)|py_string }>], name=op.f(<{ ("fk_" ~ entity.table ~ "_" ~ field.column ~ "_" ~ field.references.table)|py_string }>)<% if field.references.on_delete != "RESTRICT" %>, ondelete=<{ field.references.on_delete|py_string }><% endif %>),
<% endfor %>
        sa.PrimaryKeyConstraint(<{ entity.key.column|py_string }>, name=op.f(<{ ("pk_" ~ entity.table)|py_string }>)),
<% for field in entity.fields if field.unique and not field.key and not entity.soft %>
        sa.UniqueConstraint(<{ field.column|py_string }>, name=op.f(<{ ("uq_" ~ entity.table ~ "_" ~ field.column)|py_string }>)),
<% endfor %>
<% for columns in entity.unique if not entity.soft %>
        sa.UniqueConstraint(<{ quoted(columns) }>name=op.f(<{ ("uq_" ~ entity.table ~ "_" ~ columns|join("_"))|py_string }>)),
<% endfor %>
    )
<% if entity.soft %>
<% for field in entity.fields if field.unique and not field.key %>
<{ while_there(entity, [field.column]) }>
<% endfor %>
<% for columns in entity.unique %>
<{ while_there(entity, columns) }>
<% endfor %>
<% endif %>
<% for columns in entity.indexes %>
    op.create_index(op.f(<{ ("ix_" ~ entity.table ~ "_" ~ columns|join("_"))|py_string }>), <{ entity.table|py_string }>, [<{ quoted(columns) }>])
<% endfor %>
<% endfor %>
<% if uses.events %>
    op.create_table(
        "outbox",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("event", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_subject", "outbox", ["subject", "id"])
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["due_at", "id"],
        postgresql_where=sa.text("sent_at IS NULL AND dead_at IS NULL"),
        sqlite_where=sa.text("sent_at IS NULL AND dead_at IS NULL"),
    )
<% endif %>
<% if flow.inbox %>
    op.create_table(
        "inbox",
        sa.Column("source", sa.String(length=255), nullable=False),
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("type", sa.String(length=255), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("source", "id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_handled_at"), "inbox", ["handled_at"])
<% endif %>
<% if idempotent %>
    op.create_table(
        "idempotency_keys",
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("operation", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("response_status", sa.Integer(), nullable=True),
        sa.Column("response_body", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("etag", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", "operation", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"])
<% endif %>


def downgrade() -> None:
    """Drop them again, in the opposite order."""
<% if idempotent %>
    op.drop_table("idempotency_keys")
<% endif %>
<% if flow.inbox %>
    op.drop_table("inbox")
<% endif %>
<% if uses.events %>
    op.drop_table("outbox")
<% endif %>
<% for entity in tables|reverse %>
    op.drop_table(<{ entity.table|py_string }>)
<% endfor %>
