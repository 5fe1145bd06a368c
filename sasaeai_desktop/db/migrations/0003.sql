-- Schema 3: evacuation plans and safety checks, neighbours' help, the way to school.
CREATE TABLE evacuation_plan (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    person BLOB,
    made_on TEXT,
    ended_on TEXT,
    version INTEGER,
    reason TEXT,
    needs TEXT,
    care TEXT,
    hazards TEXT,
    place TEXT,
    route TEXT,
    way TEXT,
    room TEXT,
    devices TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_evacuation_plan_person ON evacuation_plan (person);;

CREATE TABLE plan_supporter (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    "plan" BLOB,
    start TEXT,
    "end" TEXT,
    volunteer BLOB,
    name TEXT,
    address TEXT,
    phone TEXT,
    "order" INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_plan_supporter_plan ON plan_supporter ("plan");;

CREATE TABLE plan_review (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    "plan" BLOB,
    date TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_plan_review_plan ON plan_review ("plan");;

CREATE TABLE plan_copy (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_shared INTEGER,
    name TEXT,
    kana TEXT,
    birth TEXT,
    sex TEXT,
    address TEXT,
    town TEXT,
    "group" TEXT,
    phone TEXT,
    reason TEXT,
    needs TEXT,
    care TEXT,
    hazards TEXT,
    place TEXT,
    route TEXT,
    way TEXT,
    room TEXT,
    devices TEXT,
    note TEXT,
    supporters TEXT,
    made_on TEXT,
    reviewed_on TEXT,
    version INTEGER,
    given_on TEXT,
    withdrawn TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE plan_link (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    "plan" BLOB,
    copy BLOB,
    "to" TEXT,
    date TEXT,
    withdrawn TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_plan_link_plan ON plan_link ("plan");;

CREATE TABLE safety_event (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    disaster TEXT,
    opened_on TEXT,
    opened_time TEXT,
    closed_on TEXT,
    closed_time TEXT,
    people INTEGER,
    safe INTEGER,
    help INTEGER,
    unknown INTEGER,
    minutes_half INTEGER,
    minutes_all INTEGER,
    name TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE safety_tick (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    event BLOB,
    person BLOB,
    state TEXT,
    date TEXT,
    time TEXT,
    seen_by TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_safety_tick_event ON safety_tick (event);;

CREATE TABLE help_member (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    side TEXT,
    start TEXT,
    "end" TEXT,
    person BLOB,
    volunteer BLOB,
    works TEXT,
    weekdays TEXT,
    "group" TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_help_member_person ON help_member (person);;

CREATE INDEX ix_help_member_volunteer ON help_member (volunteer);;

CREATE TABLE help_rule (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    name TEXT,
    works TEXT,
    unit TEXT,
    yen INTEGER,
    free_minutes INTEGER,
    night_from TEXT,
    night_to TEXT,
    night_yen INTEGER,
    helper_percent INTEGER,
    ended_on TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE help_request (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    user BLOB,
    received_on TEXT,
    work TEXT,
    wanted_on TEXT,
    state TEXT,
    matched_on TEXT,
    why_not TEXT,
    number TEXT,
    wanted_time TEXT,
    repeat TEXT,
    until TEXT,
    helpers TEXT,
    reason TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_help_request_user ON help_request (user);;

CREATE TABLE help_act (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    request BLOB,
    user BLOB,
    helpers TEXT,
    date TEXT,
    minutes INTEGER,
    work TEXT,
    charged_yen INTEGER,
    cash_yen INTEGER,
    ticket_yen INTEGER,
    helper_yen INTEGER,
    start TEXT,
    "end" TEXT,
    rule TEXT,
    expenses_yen INTEGER,
    pay TEXT,
    tickets INTEGER,
    receipt TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_help_act_date ON help_act (date);;

CREATE INDEX ix_help_act_request ON help_act (request);;

CREATE TABLE help_ticket (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    date TEXT,
    move TEXT,
    count INTEGER,
    face_yen INTEGER,
    member BLOB,
    act BLOB,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_help_ticket_member ON help_ticket (member);;

CREATE TABLE help_receipt (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    number TEXT,
    date TEXT,
    member BLOB,
    addressee TEXT,
    yen INTEGER,
    what TEXT,
    acts TEXT,
    void TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE help_settlement (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    month TEXT,
    date TEXT,
    acts INTEGER,
    charged_yen INTEGER,
    helper_yen INTEGER,
    kept_yen INTEGER,
    "by" TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE school (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    number TEXT,
    name TEXT,
    type TEXT,
    "end" TEXT,
    start_time TEXT,
    end_time TEXT,
    weekdays TEXT,
    points TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE TABLE school_day (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    school BLOB,
    date TEXT,
    cancelled INTEGER,
    unnamed INTEGER,
    start TEXT,
    "end" TEXT,
    incident TEXT,
    memo TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_school_day_date ON school_day (date);;

CREATE TABLE patrol (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    day BLOB,
    volunteer BLOB,
    point TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_patrol_day ON patrol (day);;

CREATE TABLE patrol_post (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    school BLOB,
    volunteer BLOB,
    point TEXT,
    weekdays TEXT,
    badge TEXT,
    start TEXT,
    "end" TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;;

CREATE INDEX ix_patrol_post_school ON patrol_post (school);;

CREATE TRIGGER "guard_evacuation_plan_insert" BEFORE INSERT ON "evacuation_plan" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes evacuation_plan'); END;;

CREATE TRIGGER "guard_evacuation_plan_update" BEFORE UPDATE ON "evacuation_plan" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes evacuation_plan'); END;;

CREATE TRIGGER "guard_evacuation_plan_delete" BEFORE DELETE ON "evacuation_plan" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes evacuation_plan'); END;;

CREATE TRIGGER "guard_plan_supporter_insert" BEFORE INSERT ON "plan_supporter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_supporter'); END;;

CREATE TRIGGER "guard_plan_supporter_update" BEFORE UPDATE ON "plan_supporter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_supporter'); END;;

CREATE TRIGGER "guard_plan_supporter_delete" BEFORE DELETE ON "plan_supporter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_supporter'); END;;

CREATE TRIGGER "guard_plan_review_insert" BEFORE INSERT ON "plan_review" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_review'); END;;

CREATE TRIGGER "guard_plan_review_update" BEFORE UPDATE ON "plan_review" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_review'); END;;

CREATE TRIGGER "guard_plan_review_delete" BEFORE DELETE ON "plan_review" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_review'); END;;

CREATE TRIGGER "guard_plan_copy_insert" BEFORE INSERT ON "plan_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_copy'); END;;

CREATE TRIGGER "guard_plan_copy_update" BEFORE UPDATE ON "plan_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_copy'); END;;

CREATE TRIGGER "guard_plan_copy_delete" BEFORE DELETE ON "plan_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_copy'); END;;

CREATE TRIGGER "guard_plan_link_insert" BEFORE INSERT ON "plan_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_link'); END;;

CREATE TRIGGER "guard_plan_link_update" BEFORE UPDATE ON "plan_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_link'); END;;

CREATE TRIGGER "guard_plan_link_delete" BEFORE DELETE ON "plan_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_link'); END;;

CREATE TRIGGER "guard_safety_event_insert" BEFORE INSERT ON "safety_event" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_event'); END;;

CREATE TRIGGER "guard_safety_event_update" BEFORE UPDATE ON "safety_event" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_event'); END;;

CREATE TRIGGER "guard_safety_event_delete" BEFORE DELETE ON "safety_event" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_event'); END;;

CREATE TRIGGER "guard_safety_tick_insert" BEFORE INSERT ON "safety_tick" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_tick'); END;;

CREATE TRIGGER "guard_safety_tick_update" BEFORE UPDATE ON "safety_tick" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_tick'); END;;

CREATE TRIGGER "guard_safety_tick_delete" BEFORE DELETE ON "safety_tick" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_tick'); END;;

CREATE TRIGGER "guard_help_member_insert" BEFORE INSERT ON "help_member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_member'); END;;

CREATE TRIGGER "guard_help_member_update" BEFORE UPDATE ON "help_member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_member'); END;;

CREATE TRIGGER "guard_help_member_delete" BEFORE DELETE ON "help_member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_member'); END;;

CREATE TRIGGER "guard_help_rule_insert" BEFORE INSERT ON "help_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_rule'); END;;

CREATE TRIGGER "guard_help_rule_update" BEFORE UPDATE ON "help_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_rule'); END;;

CREATE TRIGGER "guard_help_rule_delete" BEFORE DELETE ON "help_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_rule'); END;;

CREATE TRIGGER "guard_help_request_insert" BEFORE INSERT ON "help_request" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_request'); END;;

CREATE TRIGGER "guard_help_request_update" BEFORE UPDATE ON "help_request" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_request'); END;;

CREATE TRIGGER "guard_help_request_delete" BEFORE DELETE ON "help_request" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_request'); END;;

CREATE TRIGGER "guard_help_act_insert" BEFORE INSERT ON "help_act" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_act'); END;;

CREATE TRIGGER "guard_help_act_update" BEFORE UPDATE ON "help_act" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_act'); END;;

CREATE TRIGGER "guard_help_act_delete" BEFORE DELETE ON "help_act" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_act'); END;;

CREATE TRIGGER "guard_help_ticket_insert" BEFORE INSERT ON "help_ticket" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_ticket'); END;;

CREATE TRIGGER "guard_help_ticket_update" BEFORE UPDATE ON "help_ticket" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_ticket'); END;;

CREATE TRIGGER "guard_help_ticket_delete" BEFORE DELETE ON "help_ticket" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_ticket'); END;;

CREATE TRIGGER "guard_help_receipt_insert" BEFORE INSERT ON "help_receipt" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_receipt'); END;;

CREATE TRIGGER "guard_help_receipt_update" BEFORE UPDATE ON "help_receipt" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_receipt'); END;;

CREATE TRIGGER "guard_help_receipt_delete" BEFORE DELETE ON "help_receipt" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_receipt'); END;;

CREATE TRIGGER "guard_help_settlement_insert" BEFORE INSERT ON "help_settlement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_settlement'); END;;

CREATE TRIGGER "guard_help_settlement_update" BEFORE UPDATE ON "help_settlement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_settlement'); END;;

CREATE TRIGGER "guard_help_settlement_delete" BEFORE DELETE ON "help_settlement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_settlement'); END;;

CREATE TRIGGER "guard_school_insert" BEFORE INSERT ON "school" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school'); END;;

CREATE TRIGGER "guard_school_update" BEFORE UPDATE ON "school" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school'); END;;

CREATE TRIGGER "guard_school_delete" BEFORE DELETE ON "school" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school'); END;;

CREATE TRIGGER "guard_school_day_insert" BEFORE INSERT ON "school_day" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school_day'); END;;

CREATE TRIGGER "guard_school_day_update" BEFORE UPDATE ON "school_day" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school_day'); END;;

CREATE TRIGGER "guard_school_day_delete" BEFORE DELETE ON "school_day" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school_day'); END;;

CREATE TRIGGER "guard_patrol_insert" BEFORE INSERT ON "patrol" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol'); END;;

CREATE TRIGGER "guard_patrol_update" BEFORE UPDATE ON "patrol" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol'); END;;

CREATE TRIGGER "guard_patrol_delete" BEFORE DELETE ON "patrol" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol'); END;;

CREATE TRIGGER "guard_patrol_post_insert" BEFORE INSERT ON "patrol_post" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol_post'); END;;

CREATE TRIGGER "guard_patrol_post_update" BEFORE UPDATE ON "patrol_post" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol_post'); END;;

CREATE TRIGGER "guard_patrol_post_delete" BEFORE DELETE ON "patrol_post" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol_post'); END;;
