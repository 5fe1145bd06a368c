"""All tables as SQLAlchemy sees them: one per kind of record, generated from its declaration, and the journal's own.

The projection tables have no UNIQUE, NOT NULL or FOREIGN KEY on journaled data: a duplicate number or a reference to
something not here yet is an item for a person to look at, never a refused bundle. ``migrations/`` holds the SQL that
really makes the file; a test keeps the two equal.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

from sasaeai_desktop.domain.kinds import TEXTUAL, Form, Record, chains_of, fields_of
from sasaeai_desktop.domain.registry import KINDS

metadata = MetaData()

_COLUMN_TYPES = {
    **dict.fromkeys(TEXTUAL, Text),
    Form.NUMBER: Integer,
    Form.FLAG: Integer,
    Form.REF: LargeBinary,
    Form.REFS: Text,  # JSON list of hex ids
    Form.TEXTS: Text,  # JSON list of codes
}


def _kind_table(kind: type[Record]) -> Table:
    """Make the projection table of a kind.

    ``at_<chain>`` points to the record's only change in that chain (stream number << 40 | seq), is 0 when per-field
    heads stand in ``head``, and NULL when there is none. ``gone`` is 1 when the record is deleted.
    """
    return Table(
        kind.kind,
        metadata,
        Column("id", LargeBinary, primary_key=True),
        Column("district", Text),
        Column("gone", Integer),
        *(Column(f"at_{chain}", Integer) for chain in chains_of(kind)),
        *(Column(f.name, _COLUMN_TYPES[f.form]) for f in fields_of(kind).values()),
        sqlite_with_rowid=False,
    )


kind_tables = {name: _kind_table(kind) for name, kind in KINDS.items()}

_visit, _session, _attendance = kind_tables["visit"], kind_tables["session"], kind_tables["attendance"]
Index("ix_visit_person", _visit.c.person, _visit.c.date)
Index("ix_visit_count", _visit.c.district, _visit.c.method, _visit.c.result, _visit.c.gone, _visit.c.date)
Index("ix_visit_day", _visit.c.district, _visit.c.date, _visit.c.gone)
Index("ix_session_salon", _session.c.salon, _session.c.date)
Index("ix_attendance_session", _attendance.c.session, _attendance.c.gone)
Index("ix_attendance_person", _attendance.c.person, _attendance.c.session, _attendance.c.gone)
for _name, _column in (
    ("case", "person"),
    ("assignment", "person"),
    ("assignment", "volunteer"),
    ("role", "volunteer"),
    ("contact", "person"),
    ("consent", "person"),
    ("member", "person"),
    ("tally", "person"),
    ("person", "number"),
    ("volunteer", "number"),
    ("card", "person"),
    ("card_link", "card"),
    ("evacuation_plan", "person"),
    ("plan_supporter", "plan"),
    ("plan_review", "plan"),
    ("plan_link", "plan"),
    ("safety_tick", "event"),
    ("help_member", "person"),
    ("help_member", "volunteer"),
    ("help_act", "request"),
    ("help_act", "date"),
    ("help_request", "user"),
    ("help_ticket", "member"),
    ("school_day", "date"),
    ("patrol", "day"),
    ("patrol_post", "school"),
    ("ledger_line", "year"),
    ("activity", "date"),
    ("completion", "activity"),
    ("advice_counter", "salon"),
    ("commissioner_count", "month"),
    ("goal_year", "year"),
    ("receipt_picture", "line"),
):
    Index(f"ix_{_name}_{_column}", kind_tables[_name].c[_column])

# -- the journal ---------------------------------------------------------------------------------------------------

stream = Table(
    "stream",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("branch", Integer, nullable=False),  # 0; more when a copied laptop wrote two histories
    Column("district", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("mine", Integer, nullable=False),  # 1: this installation writes here
    Column("seq", Integer, nullable=False),  # contiguous tip
    Column("tip", LargeBinary, nullable=False),
    Column("signed_seq", Integer, nullable=False),
    Column("signed_tip", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
Index("ux_stream", stream.c.name, stream.c.branch, unique=True)

segment = Table(
    "segment",
    metadata,
    Column("stream", Integer, primary_key=True),
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("before", LargeBinary, nullable=False),  # prev of the first change
    Column("tip", LargeBinary, nullable=False),  # id of the last change
    Column("packed", Integer, nullable=False),  # 1: zlib
    Column("lines", LargeBinary, nullable=False),
)

head = Table(
    "head",
    metadata,
    Column("ent", LargeBinary, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("lam", Integer, nullable=False),
    Column("value", Text, nullable=False),  # JSON
    Column("saw", Text),  # JSON, with field _del only
    sqlite_with_rowid=False,
)

dead = Table(
    "dead",
    metadata,
    Column("ent", LargeBinary, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("id", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)

# -- derived from the projection, rebuilt at will ----------------------------------------------------------------

canon = Table(
    "canon",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("canon", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

search_key = Table(
    "search_key",
    metadata,
    Column("ent", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("sort", Text, nullable=False),
    Column("kana_row", Text, nullable=False),
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("ix_search_row", search_key.c.kind, search_key.c.kana_row, search_key.c.sort)

search_gram = Table(
    "search_gram",
    metadata,
    Column("gram", Text, primary_key=True),
    Column("ent", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
Index("ix_gram_ent", search_gram.c.ent)

# -- of this installation only, never synced ------------------------------------------------------------------------

setting = Table(
    "setting", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

peer = Table(
    "peer",
    metadata,
    Column("device", Text, primary_key=True),
    Column("district", Text, nullable=False),
    Column("role", Text, nullable=False),  # council | district
    Column("letter", Text, nullable=False),
    Column("sign_key", Text, nullable=False),
    Column("age_key", Text, nullable=False),
    Column("invitation", Text, nullable=False),
    Column("reg", Text, nullable=False),  # JSON: how it registered, relayed until everyone knows it
    Column("since", Text, nullable=False),
    Column("revoked_on", Text, nullable=False),
    Column("have", Text, nullable=False),  # JSON: the tips it stated last
    Column("have_on", Text, nullable=False),
    Column("received", Integer, nullable=False),  # highest bundle number received
    sqlite_with_rowid=False,
)

invitation = Table(
    "invitation",
    metadata,
    Column("number", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("issued_on", Text, nullable=False),
    Column("used_by", Text, nullable=False),
    sqlite_with_rowid=False,
)

bundle_log = Table(
    "bundle_log",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("direction", Text, nullable=False),  # out | in
    Column("sha256", Text, nullable=False),
    Column("peer", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("header", Text, nullable=False),
    Column("names", Text, nullable=False),
    Column("path", Text, nullable=False),
)
Index("ix_bundle_sha", bundle_log.c.sha256)

action = Table(
    "action",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("act", LargeBinary, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", LargeBinary, nullable=False),
    Column("label", Text, nullable=False),
    Column("changes", Text, nullable=False),  # JSON [[stream, first, last], ...]
    Column("before", Text, nullable=False),  # JSON {"stream:seq": {field: [[value, id], ...]}}
    Column("undone", Integer, nullable=False),
)
Index("ix_action_act", action.c.act)

access_log = Table(
    "access_log",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", LargeBinary, nullable=False),
    Column("what", Text, nullable=False),
    Column("link", LargeBinary, nullable=False),  # sha256 over the row before and this one
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("device", Text, nullable=False),  # the revoked owner
    Column("stream", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("seq", Integer, nullable=False),  # signed tip
    Column("tip", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("lines", LargeBinary, nullable=False),  # zlib, kept as they came; nothing of it is projected
    Column("bundle", Text, nullable=False),  # sha256 of the file it came in
    Column("decided", Text, nullable=False),  # "", "released", "kept out"
)

recount = Table(
    "recount",
    metadata,
    Column("closing", LargeBinary, primary_key=True),
    Column("at", Text, nullable=False),
    Column("same", Integer, nullable=False),
    Column("detail", Text, nullable=False),  # JSON {figure: [theirs, ours]} of those that differ
    sqlite_with_rowid=False,
)

draft = Table(
    "draft",
    metadata,
    Column("name", Text, primary_key=True),  # "<user hex>/record/<person hex>": who, form, records
    Column("by", LargeBinary, nullable=False),
    Column("about", LargeBinary),  # the person it names, so that an erasure finds it
    Column("at", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)
