-- Schema 7: meetings, events, papers, trainings; groups and their network; 相談窓口 and the cards that came by it.
ALTER TABLE card ADD COLUMN at_counter INTEGER;;

CREATE TABLE activity (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    type TEXT,
    date TEXT,
    state TEXT,
    participants INTEGER,
    copies INTEGER,
    bodies TEXT,
    replaced_by BLOB,
    goals TEXT,
    number TEXT,
    title TEXT,
    start TEXT,
    "end" TEXT,
    place TEXT,
    observers TEXT,
    contents TEXT,
    decisions TEXT,
    reason TEXT,
    issue TEXT,
    handed_out TEXT,
    refresher_months INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_activity_date ON activity (date);;

CREATE TABLE completion (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    activity BLOB,
    volunteer BLOB,
    date TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_completion_activity ON completion (activity);;

CREATE TABLE advice_counter (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    salon BLOB,
    start TEXT,
    "end" TEXT,
    flags INTEGER,
    flag_on TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_advice_counter_salon ON advice_counter (salon);;

CREATE TABLE body (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    name TEXT,
    type TEXT,
    start TEXT,
    "end" TEXT,
    number TEXT,
    chief TEXT,
    phone TEXT,
    address TEXT,
    role TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE body_link (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    a BLOB,
    b BLOB,
    how TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TRIGGER "guard_activity_insert" BEFORE INSERT ON "activity" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes activity'); END;;

CREATE TRIGGER "guard_activity_update" BEFORE UPDATE ON "activity" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes activity'); END;;

CREATE TRIGGER "guard_activity_delete" BEFORE DELETE ON "activity" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes activity'); END;;

CREATE TRIGGER "guard_completion_insert" BEFORE INSERT ON "completion" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes completion'); END;;

CREATE TRIGGER "guard_completion_update" BEFORE UPDATE ON "completion" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes completion'); END;;

CREATE TRIGGER "guard_completion_delete" BEFORE DELETE ON "completion" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes completion'); END;;

CREATE TRIGGER "guard_advice_counter_insert" BEFORE INSERT ON "advice_counter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes advice_counter'); END;;

CREATE TRIGGER "guard_advice_counter_update" BEFORE UPDATE ON "advice_counter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes advice_counter'); END;;

CREATE TRIGGER "guard_advice_counter_delete" BEFORE DELETE ON "advice_counter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes advice_counter'); END;;

CREATE TRIGGER "guard_body_insert" BEFORE INSERT ON "body" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body'); END;;

CREATE TRIGGER "guard_body_update" BEFORE UPDATE ON "body" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body'); END;;

CREATE TRIGGER "guard_body_delete" BEFORE DELETE ON "body" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body'); END;;

CREATE TRIGGER "guard_body_link_insert" BEFORE INSERT ON "body_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body_link'); END;;

CREATE TRIGGER "guard_body_link_update" BEFORE UPDATE ON "body_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body_link'); END;;

CREATE TRIGGER "guard_body_link_delete" BEFORE DELETE ON "body_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body_link'); END;;
