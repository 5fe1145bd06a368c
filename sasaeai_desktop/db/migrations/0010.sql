-- Schema 10: what a council offers of somebody who moved, and what became of it here.
CREATE TABLE move_offer (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_shared INTEGER,
    origin TEXT,
    name TEXT,
    kana TEXT,
    age_band TEXT,
    sex TEXT,
    phone TEXT,
    facts TEXT,
    consent TEXT,
    written_on TEXT,
    offered_on TEXT,
    withdrawn TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE move_link (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    offer BLOB,
    copy BLOB,
    person BLOB,
    refused TEXT,
    "on" TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TRIGGER "guard_move_offer_insert" BEFORE INSERT ON "move_offer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_offer'); END;;

CREATE TRIGGER "guard_move_offer_update" BEFORE UPDATE ON "move_offer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_offer'); END;;

CREATE TRIGGER "guard_move_offer_delete" BEFORE DELETE ON "move_offer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_offer'); END;;

CREATE TRIGGER "guard_move_link_insert" BEFORE INSERT ON "move_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_link'); END;;

CREATE TRIGGER "guard_move_link_update" BEFORE UPDATE ON "move_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_link'); END;;

CREATE TRIGGER "guard_move_link_delete" BEFORE DELETE ON "move_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_link'); END;;
