-- Schema 8: the commissioners' counts of a month, at home only.
CREATE TABLE commissioner_count (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    volunteer BLOB,
    month TEXT,
    category TEXT,
    count INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_commissioner_count_month ON commissioner_count (month);;

CREATE TRIGGER "guard_commissioner_count_insert" BEFORE INSERT ON "commissioner_count" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes commissioner_count'); END;;

CREATE TRIGGER "guard_commissioner_count_update" BEFORE UPDATE ON "commissioner_count" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes commissioner_count'); END;;

CREATE TRIGGER "guard_commissioner_count_delete" BEFORE DELETE ON "commissioner_count" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes commissioner_count'); END;;
