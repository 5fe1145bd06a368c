-- Schema 5: years of keeping, 廃棄記録.
CREATE TABLE retention (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    of TEXT,
    years INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE disposal (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    "on" TEXT,
    of TEXT,
    what TEXT,
    count INTEGER,
    how TEXT,
    why TEXT,
    "by" TEXT,
    witness TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TRIGGER "guard_retention_insert" BEFORE INSERT ON "retention" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes retention'); END;;

CREATE TRIGGER "guard_retention_update" BEFORE UPDATE ON "retention" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes retention'); END;;

CREATE TRIGGER "guard_retention_delete" BEFORE DELETE ON "retention" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes retention'); END;;

CREATE TRIGGER "guard_disposal_insert" BEFORE INSERT ON "disposal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes disposal'); END;;

CREATE TRIGGER "guard_disposal_update" BEFORE UPDATE ON "disposal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes disposal'); END;;

CREATE TRIGGER "guard_disposal_delete" BEFORE DELETE ON "disposal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes disposal'); END;;
