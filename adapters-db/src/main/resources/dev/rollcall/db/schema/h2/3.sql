-- The runs of reconciliations; see the package run in the domain.

-- the run whose line the change was
ALTER TABLE user_changes ADD COLUMN IF NOT EXISTS run BIGINT;

CREATE SEQUENCE IF NOT EXISTS run_id NO CACHE;

CREATE TABLE IF NOT EXISTS runs (
    id BIGINT DEFAULT NEXT VALUE FOR run_id NOT NULL PRIMARY KEY,
    -- 1 while the run is being worked on, else null: there is at most one such run
    working SMALLINT,
    -- the state that the last act brought, and the number of acts
    state VARCHAR(16) NOT NULL,
    version BIGINT NOT NULL,
    -- the number of pages so far
    pages INTEGER NOT NULL,
    roster VARCHAR(16) NOT NULL,
    application VARCHAR(16) NOT NULL,
    -- JSON objects; see RulesDocument.java and CountsDocument.java
    rules VARCHAR NOT NULL,
    counts VARCHAR NOT NULL,
    directory BIGINT NOT NULL,
    expected BIGINT NOT NULL,
    applied BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    canaries_held BOOLEAN NOT NULL,
    -- JSON lists of sentences
    reasons VARCHAR NOT NULL,
    warnings VARCHAR NOT NULL,
    CONSTRAINT runs_working UNIQUE (working)
);

CREATE INDEX IF NOT EXISTS runs_by_state ON runs (state, id);

CREATE TABLE IF NOT EXISTS run_acts (
    run BIGINT NOT NULL,
    -- of the run from then on
    version BIGINT NOT NULL,
    state VARCHAR(16) NOT NULL,
    acted_by VARCHAR(200) NOT NULL,
    acted TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (run, version)
);

CREATE TABLE IF NOT EXISTS run_pages (
    run BIGINT NOT NULL,
    number INTEGER NOT NULL,
    -- the version of the run for which the page is: whatever is still open is given up with the next one
    version BIGINT NOT NULL,
    is_open BOOLEAN NOT NULL,
    -- a JSON object; see PartDocument.java
    part VARCHAR NOT NULL,
    PRIMARY KEY (run, number)
);

CREATE INDEX IF NOT EXISTS run_pages_open ON run_pages (run, is_open, version, number);

-- One line for each user whom a run was told of: a run of a million users has a million. The first index is for reading by id and in order,
-- the second for lines of some kinds and states, the third for those of users who are absent.
CREATE TABLE IF NOT EXISTS run_lines (
    run BIGINT NOT NULL,
    -- the bytes of the sort key of the id, a space and the id; see Order.java in the domain
    place VARBINARY(700) NOT NULL,
    id VARCHAR(128) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    -- empty if it changes nothing
    state VARCHAR(16) NOT NULL,
    -- what was planned: the user and its version before it, and the user after it; see UserDocument.java
    user_before VARCHAR,
    user_version BIGINT,
    user_after VARCHAR,
    -- the proof: the outcome, the user as the remote told, or why there is no answer
    outcome VARCHAR(16) NOT NULL,
    answered VARCHAR,
    reason VARCHAR(16),
    detail VARCHAR,
    -- in microseconds
    attempts INTEGER NOT NULL,
    started BIGINT NOT NULL,
    elapsed BIGINT NOT NULL,
    heard TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    listed BOOLEAN NOT NULL,
    note VARCHAR NOT NULL,
    PRIMARY KEY (run, place)
);

CREATE INDEX IF NOT EXISTS run_lines_by_kind ON run_lines (run, kind, state, place);
CREATE INDEX IF NOT EXISTS run_lines_absent ON run_lines (run, outcome, place);

-- What runs have seen of a user on the remote; see Sightings.java in the domain.
CREATE TABLE IF NOT EXISTS sightings (
    id VARCHAR(128) NOT NULL PRIMARY KEY,
    present TIMESTAMP(6) WITH TIME ZONE,
    absences INTEGER NOT NULL,
    first_absent TIMESTAMP(6) WITH TIME ZONE,
    last_absent TIMESTAMP(6) WITH TIME ZONE,
    deactivated TIMESTAMP(6) WITH TIME ZONE
);
