<% import "parts/python.jinja" as py %>
"""Tables of <{ "the service" if slices|length > 1 else slice.entities[0].plural }>."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, Interval, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from <{ package }>.core.database import Base, BigKey, ExactDecimal, Json, JsonList, OptionalJson, UtcDateTime, creation, enumeration, today, unique_while_there, utc_now
from <{ package }>.core.ids import uuid7
<% for slice in slices %>
<% for entity in slice.entities %>
<% for field in entity.fields %>
<% set kind = field.kind.item if field.kind.name == "list" else field.kind %>
<% if kind.name == "enum" %>
from <{ slice.modules.domain }> import <{ kind.class }>
<% endif %>
<% endfor %>
<% endfor %>
<% endfor %>

<% for slice in slices %>
<% for entity in slice.entities %>

class <{ entity.class }>(Base):
    """<{ (entity.summary or entity.a_capital)|sentence|py_docstring }>"""

    __tablename__ = <{ entity.table|py_string }>
<% if entity.unique or entity.indexes or entity.checks or entity.soft and entity.fields|selectattr("unique")|rejectattr("key")|list %>
    __table_args__ = (
<% for columns in entity.unique %>
<% if entity.soft %>
        unique_while_there(<{ entity.table|py_string }>, <% for column in columns %><{ column|py_string }>, <% endfor %>),
<% else %>
        UniqueConstraint(<% for column in columns %><{ column|py_string }>, <% endfor %>),
<% endif %>
<% endfor %>
<% for field in entity.fields if entity.soft and field.unique and not field.key %>
        unique_while_there(<{ entity.table|py_string }>, <{ field.column|py_string }>),
<% endfor %>
<% for check in entity.checks %>
        CheckConstraint(<{ check.sql|py_string }>, name=<{ check.name|py_string }>)<% if check.only %>.ddl_if(dialect=<{ check.only|py_string }>)<% endif %>,
<% endfor %>
<% for columns in entity.indexes %>
        Index(None, <% for column in columns %><{ column|py_string }>, <% endfor %>),
<% endfor %>
    )
<% endif %>

<% for field in entity.fields %>
<% set attribute = field.attribute %>
<% set type = py.column_type(field)|trim %>
    <{ attribute }>: Mapped[<{ py.value_type(field.kind)|trim }><% if field.optional %> | None<% endif %>] = mapped_column(
<% if attribute != field.column %><{ field.column|py_string }>, <% endif %>
<% if type %><{ type }>, <% endif %>
<% if field.references %>ForeignKey(<{ (field.references.table ~ "." ~ field.references.column)|py_string }><% if field.references.on_delete != "RESTRICT" %>, ondelete=<{ field.references.on_delete|py_string }><% endif %>), <% endif %>
<% if field.key and field.kind.name == "integer" %>Identity(), <% endif %>
<% if field.key %>primary_key=True, <% endif %>
<% if field.key and field.kind.name == "uuid" %>default=uuid7, <% endif %>
<% if field.role == "timestamp" %><% if field.name == "updated_at" %>default=creation, onupdate=utc_now, <% else %>default=utc_now, <% endif %><% endif %>
<% if field.default %>default=<{ py.default_factory(field) if field.default.kind == "now" else ("lambda: " ~ py.default_value(field)|trim if field.kind.name in ["json", "list"] else py.default_value(field)) }>, <% endif %>
<% if field.unique and not entity.soft %>unique=True, <% endif %>
    )
<% endfor %>
<% if entity.versioned %>
    row_version: Mapped[int] = mapped_column(default=1)
<% endif %>
<% if entity.soft %>
    row_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
<% endif %>
<% for part in entity.parts %>
    <{ part.ident }>: Mapped[<% if part.many %>list["<{ part.entity.class }>"]<% else %>"<{ part.entity.class }> | None"<% endif %>] = relationship(back_populates=<{ part.back|py_string }>, cascade="all, delete-orphan", lazy="raise", passive_deletes=True, <% if part.many %>order_by=<{ (part.entity.class ~ "." ~ part.entity.key.ident)|py_string }>, <% endif %><% if part.ambiguous %>foreign_keys=<{ (part.entity.class ~ "." ~ part.foreign_key_ident)|py_string }>, <% endif %>)
<% endfor %>
<% for owner in entity.owners %>
    <{ owner.ident }>: Mapped[<% if owner.optional %>"<{ owner.class }> | None"<% else %>"<{ owner.class }>"<% endif %>] = relationship(back_populates=<{ owner.back|py_string }>, lazy="raise", <% if owner.ambiguous %>foreign_keys=[<{ owner.foreign_key_ident }>], <% endif %>)
<% endfor %>
<% if entity.versioned %>

    __mapper_args__ = {"version_id_col": row_version, "version_id_generator": False}  # noqa: RUF012
<% elif entity.owners %>

    # Where two delete it at once, the version of what it is a part of tells the later one.
    __mapper_args__ = {"confirm_deleted_rows": False}  # noqa: RUF012
<% endif %>

<% endfor %>
<% endfor %>
