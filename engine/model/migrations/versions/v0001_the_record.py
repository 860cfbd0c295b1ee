"""The record as it begins"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import engine.model.base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this form."""
    op.create_table(
        "journal_line",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("post", sa.String(length=80), nullable=False),
        sa.Column("told", engine.model.base.Json(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal_line")),
    )
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("detail", engine.model.base.Json(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("name", name=op.f("uq_office_name")),
    )
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("payload", engine.model.base.Json(), nullable=False),
        sa.Column("ready_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("lease_until", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
    )
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.create_index("ix_outgoing_ready", ["failed", "ready_at"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "series",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "year", name=op.f("pk_series")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", engine.model.base.Json(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "stored_file",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("content", engine.model.base.Bytes(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("files", engine.model.base.Bytes(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("starters", engine.model.base.Json(), nullable=False),
        sa.Column("created_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=80), nullable=False),
        sa.Column("published_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=80), nullable=False),
        sa.Column("in_force", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("report", engine.model.base.Json(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("procedure", "number", name=op.f("uq_version_procedure_number")),
    )
    with op.batch_alter_table("version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_procedure"), ["procedure"], unique=False)

    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", engine.model.base.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_person_id"), ["person_id"], unique=False)

    op.create_table(
        "once",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("answer", engine.model.base.Json(), nullable=True),
        sa.Column("at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_once_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_once")),
    )
    with op.batch_alter_table("once", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_once_at"), ["at"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("roles", engine.model.base.Json(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_post_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("name", name=op.f("uq_post_name")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("returned", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_absence_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_post_id"), ["post_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appointment_person_id_person")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_appointment_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_post_id"), ["post_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(length=80), nullable=False),
        sa.Column("procedure_name", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("result", sa.String(length=80), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_person", sa.Integer(), nullable=False),
        sa.Column("opened_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("urgency", sa.String(length=12), nullable=False),
        sa.Column("reserved", engine.model.base.Json(), nullable=True),
        sa.Column("state", engine.model.base.Bytes(), nullable=False),
        sa.Column("facts", engine.model.base.Bytes(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("wakes_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("incident", engine.model.base.Json(), nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["post.id"], name=op.f("fk_case_opened_by_post")),
        sa.ForeignKeyConstraint(["opened_person"], ["person.id"], name=op.f("fk_case_opened_person_person")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_case_version_id_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index("ix_case_opened", ["opened_person", "status", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_procedure"), ["procedure"], unique=False)
        batch_op.create_index("ix_case_wake", ["wakes_at"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("steps", engine.model.base.Json(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["post.id"], name=op.f("fk_delegation_from_id_post")),
        sa.ForeignKeyConstraint(["to_id"], ["post.id"], name=op.f("fk_delegation_to_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_to_id"), ["to_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("procedure", sa.String(length=80), nullable=False),
        sa.Column("answers", engine.model.base.Json(), nullable=False),
        sa.Column("saved_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_draft_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "task_id", "procedure", name=op.f("uq_draft_person_id_task_id_procedure")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_task_id"), ["task_id"], unique=False)

    op.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["first_id"], ["post.id"], name=op.f("fk_pair_first_id_post")),
        sa.ForeignKeyConstraint(["second_id"], ["post.id"], name=op.f("fk_pair_second_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
    )
    op.create_table(
        "portfolio",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_portfolio_office_id_office")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_portfolio_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio")),
    )
    op.create_table(
        "sign_in",
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("form_key", sa.String(length=64), nullable=False),
        sa.Column("started_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("ends_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_sign_in_post_id_post")),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_ends_at"), ["ends_at"], unique=False)

    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("created_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("ends_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("revoked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_token_account_id_account")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_token_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_token_key_hash")),
    )
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_token_account_id"), ["account_id"], unique=False)

    op.create_table(
        "awaited",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("message", sa.String(length=80), nullable=False),
        sa.Column("since", engine.model.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_awaited_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "scope", "node", name=op.f("pk_awaited")),
    )
    with op.batch_alter_table("awaited", schema=None) as batch_op:
        batch_op.create_index("ix_awaited_message", ["message", "since"], unique=False)

    op.create_table(
        "circulation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("read_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("read_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_circulation_case_id_case")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_circulation_post_id_post")),
        sa.ForeignKeyConstraint(["read_by"], ["person.id"], name=op.f("fk_circulation_read_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulation")),
        sa.UniqueConstraint("case_id", "post_id", name=op.f("uq_circulation_case_id_post_id")),
    )
    with op.batch_alter_table("circulation", schema=None) as batch_op:
        batch_op.create_index("ix_circulation_post", ["post_id", "read_at"], unique=False)

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("entry_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=80), nullable=False),
        sa.Column("payload", engine.model.base.Json(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("created_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_document_case_id_case")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_document_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_case_id"), ["case_id"], unique=False)

    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("post", sa.String(length=80), nullable=False),
        sa.Column("behalf", sa.String(length=80), nullable=False),
        sa.Column("right", sa.String(length=12), nullable=False),
        sa.Column("articles", engine.model.base.Json(), nullable=False),
        sa.Column("answers", engine.model.base.Json(), nullable=True),
        sa.Column("move", engine.model.base.Json(), nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_entry_case_id_case")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_entry_case_id_number")),
    )
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("ix_entry_person", ["person_id", "case_id"], unique=False)

    op.create_table(
        "file_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_file_use_case_id_case")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_file_use_file_id_stored_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_file_use_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_use")),
    )
    with op.batch_alter_table("file_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_use_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_file_use_file_id"), ["file_id"], unique=False)

    op.create_table(
        "listed_field",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=True),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_listed_field_case_id_case")),
        sa.PrimaryKeyConstraint("case_id", "name", name=op.f("pk_listed_field")),
    )
    with op.batch_alter_table("listed_field", schema=None) as batch_op:
        batch_op.create_index("ix_listed_field_day", ["name", "day"], unique=False)
        batch_op.create_index("ix_listed_field_text", ["name", "text"], unique=False)

    op.create_table(
        "number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("void_reason", sa.String(length=400), nullable=False),
        sa.Column("void_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_number_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number")),
        sa.UniqueConstraint("series", "year", "serial", name=op.f("uq_number_series_year_serial")),
    )
    with op.batch_alter_table("number", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_number_case_id"), ["case_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_party_case_id_case")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_party_post_id_post")),
        sa.PrimaryKeyConstraint("post_id", "case_id", name=op.f("pk_party")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("shown", engine.model.base.Json(), nullable=False),
        sa.Column("published_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("closed_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("taken_up", sa.String(length=8000), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_publication_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_publication_kind", ["kind", "published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_publication_task_id"), ["task_id"], unique=False)

    op.create_table(
        "register_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("entry_number", sa.Integer(), nullable=False),
        sa.Column("at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("values", engine.model.base.Json(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_register_line_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_line")),
        sa.UniqueConstraint("register", "number", name=op.f("uq_register_line_register_number")),
    )
    with op.batch_alter_table("register_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_line_case_id"), ["case_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("procedure", sa.String(length=80), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("frames", engine.model.base.Json(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("asked_post", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("from_name", sa.String(length=120), nullable=False),
        sa.Column("opened_at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("claimed_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.Column("urged", sa.Integer(), nullable=False),
        sa.Column("recused", engine.model.base.Json(), nullable=False),
        sa.Column("done_person", sa.Integer(), nullable=True),
        sa.Column("done_post", sa.Integer(), nullable=True),
        sa.Column("done_at", engine.model.base.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_task_case_id_case")),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name=op.f("fk_task_claimed_by_person")),
        sa.ForeignKeyConstraint(["done_person"], ["person.id"], name=op.f("fk_task_done_person_person")),
        sa.ForeignKeyConstraint(["done_post"], ["post.id"], name=op.f("fk_task_done_post_post")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_task_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_box", ["post_id", "status", "due", "opened_at"], unique=False)
        batch_op.create_index("ix_task_case", ["case_id", "status"], unique=False)
        batch_op.create_index("ix_task_done", ["done_person", "status", "done_at", "case_id"], unique=False)

    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.String(length=40), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("pauses", engine.model.base.Json(), nullable=False),
        sa.Column("articles", engine.model.base.Json(), nullable=False),
        sa.Column("shown", engine.model.base.Json(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_term_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index("ix_term_step", ["case_id", "scope", "node"], unique=False)

    op.create_table(
        "public_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("at", engine.model.base.Moment(timezone=True), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_public_comment_publication_id_publication")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_comment")),
    )
    with op.batch_alter_table("public_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_public_comment_publication_id"), ["publication_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_public_comment_sender"), ["sender"], unique=False)

    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """There is nothing before the record."""
    raise RuntimeError("the first form of the record cannot be undone")


GUARDS = {
    "sqlite": [
        "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entries are only added'); END",
        "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'entries are only added'); END",
        "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal_line BEGIN SELECT RAISE(ABORT, 'lines are only added'); END",
        "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal_line BEGIN SELECT RAISE(ABORT, 'lines are only added'); END",
        "CREATE TRIGGER number_no_delete BEFORE DELETE ON number BEGIN SELECT RAISE(ABORT, 'numbers are kept'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION entries_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'entries and numbers are only added'; END $$",
        "CREATE TRIGGER entry_guard BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entries_only_added()",
        "CREATE TRIGGER entry_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION entries_only_added()",
        "CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE ON journal_line FOR EACH ROW "
        "EXECUTE FUNCTION entries_only_added()",
        "CREATE TRIGGER number_guard BEFORE DELETE ON number FOR EACH ROW EXECUTE FUNCTION entries_only_added()",
    ],
}
"""The database itself refuses to change or drop what has been recorded, whoever asks."""
