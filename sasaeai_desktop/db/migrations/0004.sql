-- Schema 4: why a name found in a summary is nobody's; which of two merged entries says what. Search keys fold anew.
ALTER TABLE card ADD COLUMN summary_why TEXT;;

DROP TABLE merge;;

CREATE TABLE merge (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    a BLOB,
    b BLOB,
    prefer TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TRIGGER "guard_merge_insert" BEFORE INSERT ON "merge" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes merge'); END;;

CREATE TRIGGER "guard_merge_update" BEFORE UPDATE ON "merge" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes merge'); END;;

CREATE TRIGGER "guard_merge_delete" BEFORE DELETE ON "merge" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes merge'); END;;
