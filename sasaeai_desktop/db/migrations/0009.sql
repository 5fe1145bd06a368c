-- Schema 9: goals of a plan, the efforts that serve them, and what became of both in a year.
CREATE TABLE goal (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    "plan" TEXT,
    code TEXT,
    parent TEXT,
    title TEXT,
    target INTEGER,
    every INTEGER,
    unit TEXT,
    serves TEXT,
    first_year INTEGER,
    last_year INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE effort (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    "plan" TEXT,
    number TEXT,
    goals TEXT,
    schedule TEXT,
    target INTEGER,
    every INTEGER,
    unit TEXT,
    who TEXT,
    title TEXT,
    outline TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE goal_year (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    item BLOB,
    year INTEGER,
    done INTEGER,
    reached INTEGER,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_goal_year_year ON goal_year (year);;

CREATE TRIGGER "guard_goal_insert" BEFORE INSERT ON "goal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal'); END;;

CREATE TRIGGER "guard_goal_update" BEFORE UPDATE ON "goal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal'); END;;

CREATE TRIGGER "guard_goal_delete" BEFORE DELETE ON "goal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal'); END;;

CREATE TRIGGER "guard_effort_insert" BEFORE INSERT ON "effort" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes effort'); END;;

CREATE TRIGGER "guard_effort_update" BEFORE UPDATE ON "effort" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes effort'); END;;

CREATE TRIGGER "guard_effort_delete" BEFORE DELETE ON "effort" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes effort'); END;;

CREATE TRIGGER "guard_goal_year_insert" BEFORE INSERT ON "goal_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal_year'); END;;

CREATE TRIGGER "guard_goal_year_update" BEFORE UPDATE ON "goal_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal_year'); END;;

CREATE TRIGGER "guard_goal_year_delete" BEFORE DELETE ON "goal_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal_year'); END;;
