-- Schema 6: 助成金・収支: ledger, budget, receipts, closed years, the council's rules.
CREATE TABLE ledger_line (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    year INTEGER,
    programme TEXT,
    side TEXT,
    account TEXT,
    yen INTEGER,
    date TEXT,
    own INTEGER,
    text TEXT,
    payee TEXT,
    receipt TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_ledger_line_year ON ledger_line (year);;

CREATE TABLE receipt_picture (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    line BLOB,
    jpeg TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_receipt_picture_line ON receipt_picture (line);;

CREATE TABLE budget_line (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    year INTEGER,
    programme TEXT,
    account TEXT,
    yen INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE money_year (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    year INTEGER,
    programme TEXT,
    applied_on TEXT,
    applied_yen INTEGER,
    decided_on TEXT,
    returned_on TEXT,
    returned_yen INTEGER,
    towns INTEGER,
    units TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE money_closing (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    year INTEGER,
    "on" TEXT,
    figures TEXT,
    lines TEXT,
    auditors TEXT,
    audited_on TEXT,
    "by" TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE grant_rule (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_common INTEGER,
    year INTEGER,
    programme TEXT,
    name TEXT,
    "order" INTEGER,
    unit TEXT,
    rate INTEGER,
    per INTEGER,
    each_least INTEGER,
    least INTEGER,
    beyond INTEGER,
    most_units INTEGER,
    most_yen INTEGER,
    need_unit TEXT,
    need_count INTEGER,
    rounding TEXT,
    round_to INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TRIGGER "guard_ledger_line_insert" BEFORE INSERT ON "ledger_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes ledger_line'); END;;

CREATE TRIGGER "guard_ledger_line_update" BEFORE UPDATE ON "ledger_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes ledger_line'); END;;

CREATE TRIGGER "guard_ledger_line_delete" BEFORE DELETE ON "ledger_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes ledger_line'); END;;

CREATE TRIGGER "guard_receipt_picture_insert" BEFORE INSERT ON "receipt_picture" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes receipt_picture'); END;;

CREATE TRIGGER "guard_receipt_picture_update" BEFORE UPDATE ON "receipt_picture" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes receipt_picture'); END;;

CREATE TRIGGER "guard_receipt_picture_delete" BEFORE DELETE ON "receipt_picture" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes receipt_picture'); END;;

CREATE TRIGGER "guard_budget_line_insert" BEFORE INSERT ON "budget_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes budget_line'); END;;

CREATE TRIGGER "guard_budget_line_update" BEFORE UPDATE ON "budget_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes budget_line'); END;;

CREATE TRIGGER "guard_budget_line_delete" BEFORE DELETE ON "budget_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes budget_line'); END;;

CREATE TRIGGER "guard_money_year_insert" BEFORE INSERT ON "money_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_year'); END;;

CREATE TRIGGER "guard_money_year_update" BEFORE UPDATE ON "money_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_year'); END;;

CREATE TRIGGER "guard_money_year_delete" BEFORE DELETE ON "money_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_year'); END;;

CREATE TRIGGER "guard_money_closing_insert" BEFORE INSERT ON "money_closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_closing'); END;;

CREATE TRIGGER "guard_money_closing_update" BEFORE UPDATE ON "money_closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_closing'); END;;

CREATE TRIGGER "guard_money_closing_delete" BEFORE DELETE ON "money_closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_closing'); END;;

CREATE TRIGGER "guard_grant_rule_insert" BEFORE INSERT ON "grant_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant_rule'); END;;

CREATE TRIGGER "guard_grant_rule_update" BEFORE UPDATE ON "grant_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant_rule'); END;;

CREATE TRIGGER "guard_grant_rule_delete" BEFORE DELETE ON "grant_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant_rule'); END;;
