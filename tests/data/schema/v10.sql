CREATE INDEX ix_action_act ON action (act);
CREATE INDEX ix_activity_date ON activity (date);
CREATE INDEX ix_advice_counter_salon ON advice_counter (salon);
CREATE INDEX ix_assignment_person ON assignment (person);
CREATE INDEX ix_assignment_volunteer ON assignment (volunteer);
CREATE INDEX ix_attendance_person ON attendance (person, session, gone);
CREATE INDEX ix_attendance_session ON attendance (session, gone);
CREATE INDEX ix_bundle_sha ON bundle_log (sha256);
CREATE INDEX ix_card_link_card ON card_link (card);
CREATE INDEX ix_card_person ON card (person);
CREATE INDEX ix_case_person ON "case" (person);
CREATE INDEX ix_commissioner_count_month ON commissioner_count (month);
CREATE INDEX ix_completion_activity ON completion (activity);
CREATE INDEX ix_consent_person ON consent (person);
CREATE INDEX ix_contact_person ON contact (person);
CREATE INDEX ix_evacuation_plan_person ON evacuation_plan (person);
CREATE INDEX ix_goal_year_year ON goal_year (year);
CREATE INDEX ix_gram_ent ON search_gram (ent);
CREATE INDEX ix_help_act_date ON help_act (date);
CREATE INDEX ix_help_act_request ON help_act (request);
CREATE INDEX ix_help_member_person ON help_member (person);
CREATE INDEX ix_help_member_volunteer ON help_member (volunteer);
CREATE INDEX ix_help_request_user ON help_request (user);
CREATE INDEX ix_help_ticket_member ON help_ticket (member);
CREATE INDEX ix_ledger_line_year ON ledger_line (year);
CREATE INDEX ix_member_person ON member (person);
CREATE INDEX ix_patrol_day ON patrol (day);
CREATE INDEX ix_patrol_post_school ON patrol_post (school);
CREATE INDEX ix_person_number ON person (number);
CREATE INDEX ix_plan_link_plan ON plan_link ("plan");
CREATE INDEX ix_plan_review_plan ON plan_review ("plan");
CREATE INDEX ix_plan_supporter_plan ON plan_supporter ("plan");
CREATE INDEX ix_receipt_picture_line ON receipt_picture (line);
CREATE INDEX ix_role_volunteer ON role (volunteer);
CREATE INDEX ix_safety_tick_event ON safety_tick (event);
CREATE INDEX ix_school_day_date ON school_day (date);
CREATE INDEX ix_search_row ON search_key (kind, kana_row, sort);
CREATE INDEX ix_session_salon ON session (salon, date);
CREATE INDEX ix_tally_person ON tally (person);
CREATE INDEX ix_visit_count ON visit (district, method, result, gone, date);
CREATE INDEX ix_visit_day ON visit (district, date, gone);
CREATE INDEX ix_visit_person ON visit (person, date);
CREATE INDEX ix_volunteer_number ON volunteer (number);
CREATE UNIQUE INDEX ux_stream ON stream (name, branch);
CREATE TABLE access_log (
    n INTEGER NOT NULL,
    at TEXT NOT NULL,
    "by" BLOB NOT NULL,
    what TEXT NOT NULL,
    link BLOB NOT NULL,
    PRIMARY KEY (n)
);
CREATE TABLE action (
    n INTEGER NOT NULL,
    act BLOB NOT NULL,
    at TEXT NOT NULL,
    "by" BLOB NOT NULL,
    label TEXT NOT NULL,
    changes TEXT NOT NULL,
    "before" TEXT NOT NULL,
    undone INTEGER NOT NULL,
    PRIMARY KEY (n)
);
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE assignment (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    person BLOB,
    volunteer BLOB,
    start TEXT,
    "end" TEXT,
    "order" INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE attendance (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    session BLOB,
    person BLOB,
    newcomer INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE bundle_log (
    n INTEGER NOT NULL,
    direction TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    peer TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    changes INTEGER NOT NULL,
    header TEXT NOT NULL,
    names TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (n)
);
CREATE TABLE canon (
    id BLOB NOT NULL,
    canon BLOB NOT NULL,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE card (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    number TEXT,
    written_on TEXT,
    state TEXT,
    handed_on TEXT,
    destination TEXT,
    summary TEXT,
    received_on TEXT,
    received_by TEXT,
    response TEXT,
    answer TEXT,
    answered_on TEXT,
    returned_on TEXT,
    closed_on TEXT,
    "key" TEXT,
    writer BLOB,
    writer_name TEXT,
    salon BLOB,
    "trigger" TEXT,
    person BLOB,
    name TEXT,
    kana TEXT,
    town TEXT,
    age_band TEXT,
    sex TEXT,
    phone TEXT,
    troubles TEXT,
    trouble_note TEXT,
    facts TEXT,
    thoughts TEXT,
    urgency TEXT,
    consent TEXT,
    consent_form TEXT,
    consent_giver TEXT,
    consent_relation TEXT,
    consent_on TEXT,
    handed_how TEXT,
    danger_reason TEXT, summary_why TEXT, at_counter INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE card_copy (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_shared INTEGER,
    number TEXT,
    written_on TEXT,
    writer TEXT,
    "trigger" TEXT,
    name TEXT,
    kana TEXT,
    town TEXT,
    age_band TEXT,
    sex TEXT,
    phone TEXT,
    troubles TEXT,
    facts TEXT,
    thoughts TEXT,
    urgency TEXT,
    consent TEXT,
    destination TEXT,
    withdrawn TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE card_link (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    card BLOB,
    copy BLOB,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE "case" (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    person BLOB,
    start TEXT,
    "end" TEXT,
    state TEXT,
    state_on TEXT,
    end_reason TEXT,
    "trigger" TEXT,
    category TEXT,
    method TEXT,
    every_days INTEGER,
    weekdays TEXT,
    coordinator BLOB,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE code (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_common INTEGER,
    list TEXT,
    code TEXT,
    label TEXT,
    "group" TEXT,
    "order" INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE consent (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    person BLOB,
    purpose TEXT,
    state TEXT,
    date TEXT,
    reason TEXT,
    form TEXT,
    giver TEXT,
    relation TEXT,
    heard_by TEXT,
    how TEXT,
    revoked_on TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE contact (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    person BLOB,
    "order" INTEGER,
    name TEXT,
    relation TEXT,
    address TEXT,
    phone TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE dead (
    ent BLOB NOT NULL,
    field TEXT NOT NULL,
    id BLOB NOT NULL,
    PRIMARY KEY (ent, field, id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE device (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_common INTEGER,
    device TEXT,
    of_district TEXT,
    letter TEXT,
    sign_key TEXT,
    age_key TEXT,
    invitation TEXT,
    revoked_on TEXT, revoked_tips TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE district (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_common INTEGER,
    code TEXT,
    name TEXT,
    paper INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE draft (
    name TEXT NOT NULL,
    "by" BLOB NOT NULL,
    about BLOB,
    at TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (name)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE grant (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    of_district TEXT,
    year INTEGER,
    programme TEXT,
    carried_out INTEGER,
    amount_yen INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE head (
    ent BLOB NOT NULL,
    field TEXT NOT NULL,
    id BLOB NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    lam INTEGER NOT NULL,
    value TEXT NOT NULL,
    saw TEXT,
    PRIMARY KEY (ent, field, id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE invitation (
    number TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    letter TEXT NOT NULL,
    secret TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    used_by TEXT NOT NULL,
    PRIMARY KEY (number)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE member (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    person BLOB,
    name TEXT,
    birth TEXT,
    relation TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE peer (
    device TEXT NOT NULL,
    district TEXT NOT NULL,
    role TEXT NOT NULL,
    letter TEXT NOT NULL,
    sign_key TEXT NOT NULL,
    age_key TEXT NOT NULL,
    invitation TEXT NOT NULL,
    reg TEXT NOT NULL,
    since TEXT NOT NULL,
    revoked_on TEXT NOT NULL,
    have TEXT NOT NULL,
    have_on TEXT NOT NULL,
    received INTEGER NOT NULL,
    PRIMARY KEY (device)
)
 WITHOUT ROWID;
CREATE TABLE person (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    number TEXT,
    name TEXT,
    kana TEXT,
    birth TEXT,
    sex TEXT,
    postal TEXT,
    address TEXT,
    town TEXT,
    "group" TEXT,
    phone TEXT,
    mobile TEXT,
    fax TEXT,
    household TEXT,
    care_manager TEXT,
    alarm_device TEXT,
    commissioner TEXT,
    doctor TEXT,
    baseline TEXT,
    source TEXT,
    return_due TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE provision (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    date TEXT,
    what TEXT,
    people TEXT,
    names TEXT,
    "to" TEXT,
    purpose TEXT,
    medium TEXT,
    "by" TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
);
CREATE TABLE receipt_picture (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    line BLOB,
    jpeg TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE recount (
    closing BLOB NOT NULL,
    at TEXT NOT NULL,
    same INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (closing)
)
 WITHOUT ROWID;
CREATE TABLE retention (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    of TEXT,
    years INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE role (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    volunteer BLOB,
    role TEXT,
    start TEXT,
    "end" TEXT,
    area TEXT,
    appointed_on TEXT,
    term TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE salon (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    number TEXT,
    name TEXT,
    type TEXT,
    start TEXT,
    "end" TEXT,
    advice_desk INTEGER,
    venue TEXT,
    hosts TEXT,
    weekday TEXT,
    year_start TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
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
 WITHOUT ROWID;
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
 WITHOUT ROWID;
CREATE TABLE search_gram (
    gram TEXT NOT NULL,
    ent BLOB NOT NULL,
    PRIMARY KEY (gram, ent)
)
 WITHOUT ROWID;
CREATE TABLE search_key (
    ent BLOB NOT NULL,
    kind TEXT NOT NULL,
    sort TEXT NOT NULL,
    kana_row TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (ent)
)
 WITHOUT ROWID;
CREATE TABLE segment (
    stream INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    "before" BLOB NOT NULL,
    tip BLOB NOT NULL,
    packed INTEGER NOT NULL,
    lines BLOB NOT NULL,
    PRIMARY KEY (stream, first)
);
CREATE TABLE session (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    salon BLOB,
    number INTEGER,
    date TEXT,
    start TEXT,
    "end" TEXT,
    cancelled INTEGER,
    planned INTEGER,
    elderly INTEGER,
    disabled INTEGER,
    children INTEGER,
    guardians INTEGER,
    others INTEGER,
    staff INTEGER,
    cancel_reason TEXT,
    venue TEXT,
    program TEXT,
    fee INTEGER,
    memo TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
)
 WITHOUT ROWID;
CREATE TABLE sheet (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    form TEXT,
    number TEXT,
    month TEXT,
    watcher BLOB,
    salon BLOB,
    rows TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE statement (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    of_district TEXT,
    year INTEGER,
    figures TEXT,
    typed_by TEXT,
    typed_on TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE stream (
    n INTEGER NOT NULL,
    name TEXT NOT NULL,
    branch INTEGER NOT NULL,
    district TEXT NOT NULL,
    device TEXT NOT NULL,
    audience TEXT NOT NULL,
    mine INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    tip BLOB NOT NULL,
    signed_seq INTEGER NOT NULL,
    signed_tip BLOB NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (n)
);
CREATE TABLE tally (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    person BLOB,
    watcher BLOB,
    month TEXT,
    method TEXT,
    count INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE user (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    name TEXT,
    role TEXT,
    disabled INTEGER,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE visit (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_open INTEGER,
    at_home INTEGER,
    date TEXT,
    person BLOB,
    method TEXT,
    result TEXT,
    time TEXT,
    watchers TEXT,
    condition TEXT,
    signs TEXT,
    memo TEXT,
    next_on TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TABLE volunteer (
    id BLOB NOT NULL,
    district TEXT,
    gone INTEGER,
    at_home INTEGER,
    number TEXT,
    name TEXT,
    kana TEXT,
    phone TEXT,
    town TEXT,
    pledged_on TEXT,
    insured INTEGER,
    lent TEXT,
    training TEXT,
    note TEXT,
    PRIMARY KEY (id)
)
 WITHOUT ROWID;
CREATE TRIGGER "guard_activity_delete" BEFORE DELETE ON "activity" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes activity'); END;
CREATE TRIGGER "guard_activity_insert" BEFORE INSERT ON "activity" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes activity'); END;
CREATE TRIGGER "guard_activity_update" BEFORE UPDATE ON "activity" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes activity'); END;
CREATE TRIGGER "guard_advice_counter_delete" BEFORE DELETE ON "advice_counter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes advice_counter'); END;
CREATE TRIGGER "guard_advice_counter_insert" BEFORE INSERT ON "advice_counter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes advice_counter'); END;
CREATE TRIGGER "guard_advice_counter_update" BEFORE UPDATE ON "advice_counter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes advice_counter'); END;
CREATE TRIGGER "guard_assignment_delete" BEFORE DELETE ON "assignment" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes assignment'); END;
CREATE TRIGGER "guard_assignment_insert" BEFORE INSERT ON "assignment" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes assignment'); END;
CREATE TRIGGER "guard_assignment_update" BEFORE UPDATE ON "assignment" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes assignment'); END;
CREATE TRIGGER "guard_attendance_delete" BEFORE DELETE ON "attendance" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes attendance'); END;
CREATE TRIGGER "guard_attendance_insert" BEFORE INSERT ON "attendance" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes attendance'); END;
CREATE TRIGGER "guard_attendance_update" BEFORE UPDATE ON "attendance" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes attendance'); END;
CREATE TRIGGER "guard_body_delete" BEFORE DELETE ON "body" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body'); END;
CREATE TRIGGER "guard_body_insert" BEFORE INSERT ON "body" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body'); END;
CREATE TRIGGER "guard_body_link_delete" BEFORE DELETE ON "body_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body_link'); END;
CREATE TRIGGER "guard_body_link_insert" BEFORE INSERT ON "body_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body_link'); END;
CREATE TRIGGER "guard_body_link_update" BEFORE UPDATE ON "body_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body_link'); END;
CREATE TRIGGER "guard_body_update" BEFORE UPDATE ON "body" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes body'); END;
CREATE TRIGGER "guard_budget_line_delete" BEFORE DELETE ON "budget_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes budget_line'); END;
CREATE TRIGGER "guard_budget_line_insert" BEFORE INSERT ON "budget_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes budget_line'); END;
CREATE TRIGGER "guard_budget_line_update" BEFORE UPDATE ON "budget_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes budget_line'); END;
CREATE TRIGGER "guard_card_copy_delete" BEFORE DELETE ON "card_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card_copy'); END;
CREATE TRIGGER "guard_card_copy_insert" BEFORE INSERT ON "card_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card_copy'); END;
CREATE TRIGGER "guard_card_copy_update" BEFORE UPDATE ON "card_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card_copy'); END;
CREATE TRIGGER "guard_card_delete" BEFORE DELETE ON "card" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card'); END;
CREATE TRIGGER "guard_card_insert" BEFORE INSERT ON "card" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card'); END;
CREATE TRIGGER "guard_card_link_delete" BEFORE DELETE ON "card_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card_link'); END;
CREATE TRIGGER "guard_card_link_insert" BEFORE INSERT ON "card_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card_link'); END;
CREATE TRIGGER "guard_card_link_update" BEFORE UPDATE ON "card_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card_link'); END;
CREATE TRIGGER "guard_card_update" BEFORE UPDATE ON "card" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes card'); END;
CREATE TRIGGER "guard_case_delete" BEFORE DELETE ON "case" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes case'); END;
CREATE TRIGGER "guard_case_insert" BEFORE INSERT ON "case" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes case'); END;
CREATE TRIGGER "guard_case_update" BEFORE UPDATE ON "case" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes case'); END;
CREATE TRIGGER "guard_closing_delete" BEFORE DELETE ON "closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes closing'); END;
CREATE TRIGGER "guard_closing_insert" BEFORE INSERT ON "closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes closing'); END;
CREATE TRIGGER "guard_closing_update" BEFORE UPDATE ON "closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes closing'); END;
CREATE TRIGGER "guard_code_delete" BEFORE DELETE ON "code" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes code'); END;
CREATE TRIGGER "guard_code_insert" BEFORE INSERT ON "code" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes code'); END;
CREATE TRIGGER "guard_code_update" BEFORE UPDATE ON "code" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes code'); END;
CREATE TRIGGER "guard_commissioner_count_delete" BEFORE DELETE ON "commissioner_count" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes commissioner_count'); END;
CREATE TRIGGER "guard_commissioner_count_insert" BEFORE INSERT ON "commissioner_count" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes commissioner_count'); END;
CREATE TRIGGER "guard_commissioner_count_update" BEFORE UPDATE ON "commissioner_count" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes commissioner_count'); END;
CREATE TRIGGER "guard_completion_delete" BEFORE DELETE ON "completion" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes completion'); END;
CREATE TRIGGER "guard_completion_insert" BEFORE INSERT ON "completion" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes completion'); END;
CREATE TRIGGER "guard_completion_update" BEFORE UPDATE ON "completion" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes completion'); END;
CREATE TRIGGER "guard_consent_delete" BEFORE DELETE ON "consent" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes consent'); END;
CREATE TRIGGER "guard_consent_insert" BEFORE INSERT ON "consent" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes consent'); END;
CREATE TRIGGER "guard_consent_update" BEFORE UPDATE ON "consent" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes consent'); END;
CREATE TRIGGER "guard_contact_delete" BEFORE DELETE ON "contact" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes contact'); END;
CREATE TRIGGER "guard_contact_insert" BEFORE INSERT ON "contact" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes contact'); END;
CREATE TRIGGER "guard_contact_update" BEFORE UPDATE ON "contact" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes contact'); END;
CREATE TRIGGER "guard_copy_erasure_delete" BEFORE DELETE ON "copy_erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes copy_erasure'); END;
CREATE TRIGGER "guard_copy_erasure_insert" BEFORE INSERT ON "copy_erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes copy_erasure'); END;
CREATE TRIGGER "guard_copy_erasure_update" BEFORE UPDATE ON "copy_erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes copy_erasure'); END;
CREATE TRIGGER "guard_dead_delete" BEFORE DELETE ON "dead" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes dead'); END;
CREATE TRIGGER "guard_dead_insert" BEFORE INSERT ON "dead" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes dead'); END;
CREATE TRIGGER "guard_dead_update" BEFORE UPDATE ON "dead" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes dead'); END;
CREATE TRIGGER "guard_decision_delete" BEFORE DELETE ON "decision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes decision'); END;
CREATE TRIGGER "guard_decision_insert" BEFORE INSERT ON "decision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes decision'); END;
CREATE TRIGGER "guard_decision_update" BEFORE UPDATE ON "decision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes decision'); END;
CREATE TRIGGER "guard_device_delete" BEFORE DELETE ON "device" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes device'); END;
CREATE TRIGGER "guard_device_insert" BEFORE INSERT ON "device" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes device'); END;
CREATE TRIGGER "guard_device_update" BEFORE UPDATE ON "device" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes device'); END;
CREATE TRIGGER "guard_disposal_delete" BEFORE DELETE ON "disposal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes disposal'); END;
CREATE TRIGGER "guard_disposal_insert" BEFORE INSERT ON "disposal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes disposal'); END;
CREATE TRIGGER "guard_disposal_update" BEFORE UPDATE ON "disposal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes disposal'); END;
CREATE TRIGGER "guard_district_delete" BEFORE DELETE ON "district" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes district'); END;
CREATE TRIGGER "guard_district_insert" BEFORE INSERT ON "district" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes district'); END;
CREATE TRIGGER "guard_district_update" BEFORE UPDATE ON "district" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes district'); END;
CREATE TRIGGER "guard_effort_delete" BEFORE DELETE ON "effort" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes effort'); END;
CREATE TRIGGER "guard_effort_insert" BEFORE INSERT ON "effort" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes effort'); END;
CREATE TRIGGER "guard_effort_update" BEFORE UPDATE ON "effort" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes effort'); END;
CREATE TRIGGER "guard_erasure_delete" BEFORE DELETE ON "erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes erasure'); END;
CREATE TRIGGER "guard_erasure_insert" BEFORE INSERT ON "erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes erasure'); END;
CREATE TRIGGER "guard_erasure_update" BEFORE UPDATE ON "erasure" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes erasure'); END;
CREATE TRIGGER "guard_evacuation_plan_delete" BEFORE DELETE ON "evacuation_plan" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes evacuation_plan'); END;
CREATE TRIGGER "guard_evacuation_plan_insert" BEFORE INSERT ON "evacuation_plan" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes evacuation_plan'); END;
CREATE TRIGGER "guard_evacuation_plan_update" BEFORE UPDATE ON "evacuation_plan" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes evacuation_plan'); END;
CREATE TRIGGER "guard_goal_delete" BEFORE DELETE ON "goal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal'); END;
CREATE TRIGGER "guard_goal_insert" BEFORE INSERT ON "goal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal'); END;
CREATE TRIGGER "guard_goal_update" BEFORE UPDATE ON "goal" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal'); END;
CREATE TRIGGER "guard_goal_year_delete" BEFORE DELETE ON "goal_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal_year'); END;
CREATE TRIGGER "guard_goal_year_insert" BEFORE INSERT ON "goal_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal_year'); END;
CREATE TRIGGER "guard_goal_year_update" BEFORE UPDATE ON "goal_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes goal_year'); END;
CREATE TRIGGER "guard_grant_delete" BEFORE DELETE ON "grant" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant'); END;
CREATE TRIGGER "guard_grant_insert" BEFORE INSERT ON "grant" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant'); END;
CREATE TRIGGER "guard_grant_rule_delete" BEFORE DELETE ON "grant_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant_rule'); END;
CREATE TRIGGER "guard_grant_rule_insert" BEFORE INSERT ON "grant_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant_rule'); END;
CREATE TRIGGER "guard_grant_rule_update" BEFORE UPDATE ON "grant_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant_rule'); END;
CREATE TRIGGER "guard_grant_update" BEFORE UPDATE ON "grant" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes grant'); END;
CREATE TRIGGER "guard_head_delete" BEFORE DELETE ON "head" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes head'); END;
CREATE TRIGGER "guard_head_insert" BEFORE INSERT ON "head" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes head'); END;
CREATE TRIGGER "guard_head_update" BEFORE UPDATE ON "head" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes head'); END;
CREATE TRIGGER "guard_help_act_delete" BEFORE DELETE ON "help_act" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_act'); END;
CREATE TRIGGER "guard_help_act_insert" BEFORE INSERT ON "help_act" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_act'); END;
CREATE TRIGGER "guard_help_act_update" BEFORE UPDATE ON "help_act" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_act'); END;
CREATE TRIGGER "guard_help_member_delete" BEFORE DELETE ON "help_member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_member'); END;
CREATE TRIGGER "guard_help_member_insert" BEFORE INSERT ON "help_member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_member'); END;
CREATE TRIGGER "guard_help_member_update" BEFORE UPDATE ON "help_member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_member'); END;
CREATE TRIGGER "guard_help_receipt_delete" BEFORE DELETE ON "help_receipt" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_receipt'); END;
CREATE TRIGGER "guard_help_receipt_insert" BEFORE INSERT ON "help_receipt" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_receipt'); END;
CREATE TRIGGER "guard_help_receipt_update" BEFORE UPDATE ON "help_receipt" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_receipt'); END;
CREATE TRIGGER "guard_help_request_delete" BEFORE DELETE ON "help_request" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_request'); END;
CREATE TRIGGER "guard_help_request_insert" BEFORE INSERT ON "help_request" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_request'); END;
CREATE TRIGGER "guard_help_request_update" BEFORE UPDATE ON "help_request" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_request'); END;
CREATE TRIGGER "guard_help_rule_delete" BEFORE DELETE ON "help_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_rule'); END;
CREATE TRIGGER "guard_help_rule_insert" BEFORE INSERT ON "help_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_rule'); END;
CREATE TRIGGER "guard_help_rule_update" BEFORE UPDATE ON "help_rule" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_rule'); END;
CREATE TRIGGER "guard_help_settlement_delete" BEFORE DELETE ON "help_settlement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_settlement'); END;
CREATE TRIGGER "guard_help_settlement_insert" BEFORE INSERT ON "help_settlement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_settlement'); END;
CREATE TRIGGER "guard_help_settlement_update" BEFORE UPDATE ON "help_settlement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_settlement'); END;
CREATE TRIGGER "guard_help_ticket_delete" BEFORE DELETE ON "help_ticket" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_ticket'); END;
CREATE TRIGGER "guard_help_ticket_insert" BEFORE INSERT ON "help_ticket" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_ticket'); END;
CREATE TRIGGER "guard_help_ticket_update" BEFORE UPDATE ON "help_ticket" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes help_ticket'); END;
CREATE TRIGGER "guard_ledger_line_delete" BEFORE DELETE ON "ledger_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes ledger_line'); END;
CREATE TRIGGER "guard_ledger_line_insert" BEFORE INSERT ON "ledger_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes ledger_line'); END;
CREATE TRIGGER "guard_ledger_line_update" BEFORE UPDATE ON "ledger_line" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes ledger_line'); END;
CREATE TRIGGER "guard_member_delete" BEFORE DELETE ON "member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes member'); END;
CREATE TRIGGER "guard_member_insert" BEFORE INSERT ON "member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes member'); END;
CREATE TRIGGER "guard_member_update" BEFORE UPDATE ON "member" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes member'); END;
CREATE TRIGGER "guard_merge_delete" BEFORE DELETE ON "merge" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes merge'); END;
CREATE TRIGGER "guard_merge_insert" BEFORE INSERT ON "merge" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes merge'); END;
CREATE TRIGGER "guard_merge_update" BEFORE UPDATE ON "merge" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes merge'); END;
CREATE TRIGGER "guard_money_closing_delete" BEFORE DELETE ON "money_closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_closing'); END;
CREATE TRIGGER "guard_money_closing_insert" BEFORE INSERT ON "money_closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_closing'); END;
CREATE TRIGGER "guard_money_closing_update" BEFORE UPDATE ON "money_closing" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_closing'); END;
CREATE TRIGGER "guard_money_year_delete" BEFORE DELETE ON "money_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_year'); END;
CREATE TRIGGER "guard_money_year_insert" BEFORE INSERT ON "money_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_year'); END;
CREATE TRIGGER "guard_money_year_update" BEFORE UPDATE ON "money_year" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes money_year'); END;
CREATE TRIGGER "guard_move_link_delete" BEFORE DELETE ON "move_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_link'); END;
CREATE TRIGGER "guard_move_link_insert" BEFORE INSERT ON "move_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_link'); END;
CREATE TRIGGER "guard_move_link_update" BEFORE UPDATE ON "move_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_link'); END;
CREATE TRIGGER "guard_move_offer_delete" BEFORE DELETE ON "move_offer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_offer'); END;
CREATE TRIGGER "guard_move_offer_insert" BEFORE INSERT ON "move_offer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_offer'); END;
CREATE TRIGGER "guard_move_offer_update" BEFORE UPDATE ON "move_offer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes move_offer'); END;
CREATE TRIGGER "guard_patrol_delete" BEFORE DELETE ON "patrol" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol'); END;
CREATE TRIGGER "guard_patrol_insert" BEFORE INSERT ON "patrol" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol'); END;
CREATE TRIGGER "guard_patrol_post_delete" BEFORE DELETE ON "patrol_post" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol_post'); END;
CREATE TRIGGER "guard_patrol_post_insert" BEFORE INSERT ON "patrol_post" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol_post'); END;
CREATE TRIGGER "guard_patrol_post_update" BEFORE UPDATE ON "patrol_post" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol_post'); END;
CREATE TRIGGER "guard_patrol_update" BEFORE UPDATE ON "patrol" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes patrol'); END;
CREATE TRIGGER "guard_person_delete" BEFORE DELETE ON "person" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes person'); END;
CREATE TRIGGER "guard_person_insert" BEFORE INSERT ON "person" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes person'); END;
CREATE TRIGGER "guard_person_update" BEFORE UPDATE ON "person" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes person'); END;
CREATE TRIGGER "guard_plan_copy_delete" BEFORE DELETE ON "plan_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_copy'); END;
CREATE TRIGGER "guard_plan_copy_insert" BEFORE INSERT ON "plan_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_copy'); END;
CREATE TRIGGER "guard_plan_copy_update" BEFORE UPDATE ON "plan_copy" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_copy'); END;
CREATE TRIGGER "guard_plan_link_delete" BEFORE DELETE ON "plan_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_link'); END;
CREATE TRIGGER "guard_plan_link_insert" BEFORE INSERT ON "plan_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_link'); END;
CREATE TRIGGER "guard_plan_link_update" BEFORE UPDATE ON "plan_link" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_link'); END;
CREATE TRIGGER "guard_plan_review_delete" BEFORE DELETE ON "plan_review" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_review'); END;
CREATE TRIGGER "guard_plan_review_insert" BEFORE INSERT ON "plan_review" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_review'); END;
CREATE TRIGGER "guard_plan_review_update" BEFORE UPDATE ON "plan_review" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_review'); END;
CREATE TRIGGER "guard_plan_supporter_delete" BEFORE DELETE ON "plan_supporter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_supporter'); END;
CREATE TRIGGER "guard_plan_supporter_insert" BEFORE INSERT ON "plan_supporter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_supporter'); END;
CREATE TRIGGER "guard_plan_supporter_update" BEFORE UPDATE ON "plan_supporter" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes plan_supporter'); END;
CREATE TRIGGER "guard_provision_delete" BEFORE DELETE ON "provision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes provision'); END;
CREATE TRIGGER "guard_provision_insert" BEFORE INSERT ON "provision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes provision'); END;
CREATE TRIGGER "guard_provision_update" BEFORE UPDATE ON "provision" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes provision'); END;
CREATE TRIGGER "guard_receipt_picture_delete" BEFORE DELETE ON "receipt_picture" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes receipt_picture'); END;
CREATE TRIGGER "guard_receipt_picture_insert" BEFORE INSERT ON "receipt_picture" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes receipt_picture'); END;
CREATE TRIGGER "guard_receipt_picture_update" BEFORE UPDATE ON "receipt_picture" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes receipt_picture'); END;
CREATE TRIGGER "guard_retention_delete" BEFORE DELETE ON "retention" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes retention'); END;
CREATE TRIGGER "guard_retention_insert" BEFORE INSERT ON "retention" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes retention'); END;
CREATE TRIGGER "guard_retention_update" BEFORE UPDATE ON "retention" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes retention'); END;
CREATE TRIGGER "guard_role_delete" BEFORE DELETE ON "role" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes role'); END;
CREATE TRIGGER "guard_role_insert" BEFORE INSERT ON "role" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes role'); END;
CREATE TRIGGER "guard_role_update" BEFORE UPDATE ON "role" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes role'); END;
CREATE TRIGGER "guard_safety_event_delete" BEFORE DELETE ON "safety_event" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_event'); END;
CREATE TRIGGER "guard_safety_event_insert" BEFORE INSERT ON "safety_event" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_event'); END;
CREATE TRIGGER "guard_safety_event_update" BEFORE UPDATE ON "safety_event" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_event'); END;
CREATE TRIGGER "guard_safety_tick_delete" BEFORE DELETE ON "safety_tick" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_tick'); END;
CREATE TRIGGER "guard_safety_tick_insert" BEFORE INSERT ON "safety_tick" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_tick'); END;
CREATE TRIGGER "guard_safety_tick_update" BEFORE UPDATE ON "safety_tick" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes safety_tick'); END;
CREATE TRIGGER "guard_salon_delete" BEFORE DELETE ON "salon" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes salon'); END;
CREATE TRIGGER "guard_salon_insert" BEFORE INSERT ON "salon" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes salon'); END;
CREATE TRIGGER "guard_salon_update" BEFORE UPDATE ON "salon" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes salon'); END;
CREATE TRIGGER "guard_school_day_delete" BEFORE DELETE ON "school_day" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school_day'); END;
CREATE TRIGGER "guard_school_day_insert" BEFORE INSERT ON "school_day" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school_day'); END;
CREATE TRIGGER "guard_school_day_update" BEFORE UPDATE ON "school_day" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school_day'); END;
CREATE TRIGGER "guard_school_delete" BEFORE DELETE ON "school" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school'); END;
CREATE TRIGGER "guard_school_insert" BEFORE INSERT ON "school" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school'); END;
CREATE TRIGGER "guard_school_update" BEFORE UPDATE ON "school" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes school'); END;
CREATE TRIGGER "guard_segment_delete" BEFORE DELETE ON "segment" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes segment'); END;
CREATE TRIGGER "guard_segment_insert" BEFORE INSERT ON "segment" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes segment'); END;
CREATE TRIGGER "guard_segment_update" BEFORE UPDATE ON "segment" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes segment'); END;
CREATE TRIGGER "guard_session_delete" BEFORE DELETE ON "session" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes session'); END;
CREATE TRIGGER "guard_session_insert" BEFORE INSERT ON "session" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes session'); END;
CREATE TRIGGER "guard_session_update" BEFORE UPDATE ON "session" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes session'); END;
CREATE TRIGGER "guard_sheet_delete" BEFORE DELETE ON "sheet" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes sheet'); END;
CREATE TRIGGER "guard_sheet_insert" BEFORE INSERT ON "sheet" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes sheet'); END;
CREATE TRIGGER "guard_sheet_update" BEFORE UPDATE ON "sheet" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes sheet'); END;
CREATE TRIGGER "guard_statement_delete" BEFORE DELETE ON "statement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes statement'); END;
CREATE TRIGGER "guard_statement_insert" BEFORE INSERT ON "statement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes statement'); END;
CREATE TRIGGER "guard_statement_update" BEFORE UPDATE ON "statement" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes statement'); END;
CREATE TRIGGER "guard_stream_delete" BEFORE DELETE ON "stream" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes stream'); END;
CREATE TRIGGER "guard_stream_insert" BEFORE INSERT ON "stream" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes stream'); END;
CREATE TRIGGER "guard_stream_update" BEFORE UPDATE ON "stream" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes stream'); END;
CREATE TRIGGER "guard_tally_delete" BEFORE DELETE ON "tally" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes tally'); END;
CREATE TRIGGER "guard_tally_insert" BEFORE INSERT ON "tally" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes tally'); END;
CREATE TRIGGER "guard_tally_update" BEFORE UPDATE ON "tally" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes tally'); END;
CREATE TRIGGER "guard_user_delete" BEFORE DELETE ON "user" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes user'); END;
CREATE TRIGGER "guard_user_insert" BEFORE INSERT ON "user" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes user'); END;
CREATE TRIGGER "guard_user_update" BEFORE UPDATE ON "user" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes user'); END;
CREATE TRIGGER "guard_visit_delete" BEFORE DELETE ON "visit" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes visit'); END;
CREATE TRIGGER "guard_visit_insert" BEFORE INSERT ON "visit" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes visit'); END;
CREATE TRIGGER "guard_visit_update" BEFORE UPDATE ON "visit" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes visit'); END;
CREATE TRIGGER "guard_volunteer_delete" BEFORE DELETE ON "volunteer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes volunteer'); END;
CREATE TRIGGER "guard_volunteer_insert" BEFORE INSERT ON "volunteer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes volunteer'); END;
CREATE TRIGGER "guard_volunteer_update" BEFORE UPDATE ON "volunteer" WHEN journal_is_writing() IS NOT 1 BEGIN SELECT RAISE(ABORT, 'only the journal writes volunteer'); END;
