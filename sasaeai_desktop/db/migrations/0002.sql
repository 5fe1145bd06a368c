-- Schema 2: closings, erasures, decisions, quarantine, recounts, drafts.
ALTER TABLE device ADD COLUMN revoked_tips TEXT;;

CREATE TABLE closing (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    month TEXT,
    figures TEXT,
    tips TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE erasure (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    "on" TEXT,
    reason TEXT,
    what TEXT,
    up_to TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE copy_erasure (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_shared INTEGER,
    "on" TEXT,
    what TEXT,
    up_to TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE decision (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    item TEXT,
    choice TEXT,
    "on" TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE quarantine (
    n INTEGER NOT NULL,
    at TEXT NOT NULL,
    device TEXT NOT NULL,
    stream TEXT NOT NULL,
    first INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    tip BLOB NOT NULL,
    signature BLOB NOT NULL,
    lines BLOB NOT NULL,
    bundle TEXT NOT NULL,
    decided TEXT NOT NULL,
    PRIMARY KEY (n)
);;

CREATE TABLE recount (
    closing BLOB NOT NULL,
    at TEXT NOT NULL,
    same INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (closing)
)
 WITHOUT ROWID;;

CREATE TABLE draft (
    name TEXT NOT NULL,
    "by" BLOB NOT NULL,
    about BLOB,
    at TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (name)
)
 WITHOUT ROWID;;

CREATE TRIGGER "guard_closing_insert" BEFORE INSERT ON "closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes closing'); END;;

CREATE TRIGGER "guard_closing_update" BEFORE UPDATE ON "closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes closing'); END;;

CREATE TRIGGER "guard_closing_delete" BEFORE DELETE ON "closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes closing'); END;;

CREATE TRIGGER "guard_erasure_insert" BEFORE INSERT ON "erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes erasure'); END;;

CREATE TRIGGER "guard_erasure_update" BEFORE UPDATE ON "erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes erasure'); END;;

CREATE TRIGGER "guard_erasure_delete" BEFORE DELETE ON "erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes erasure'); END;;

CREATE TRIGGER "guard_copy_erasure_insert" BEFORE INSERT ON "copy_erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes copy_erasure'); END;;

CREATE TRIGGER "guard_copy_erasure_update" BEFORE UPDATE ON "copy_erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes copy_erasure'); END;;

CREATE TRIGGER "guard_copy_erasure_delete" BEFORE DELETE ON "copy_erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes copy_erasure'); END;;

CREATE TRIGGER "guard_decision_insert" BEFORE INSERT ON "decision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes decision'); END;;

CREATE TRIGGER "guard_decision_update" BEFORE UPDATE ON "decision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes decision'); END;;

CREATE TRIGGER "guard_decision_delete" BEFORE DELETE ON "decision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes decision'); END;;
