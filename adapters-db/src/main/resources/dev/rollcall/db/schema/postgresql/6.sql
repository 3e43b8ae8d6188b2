-- how the name of whoever did it is known; see Actor.java in the domain
ALTER TABLE user_changes ADD COLUMN changed_by_kind VARCHAR(16) DEFAULT 'unknown' NOT NULL;
ALTER TABLE run_acts ADD COLUMN acted_by_kind VARCHAR(16) DEFAULT 'unknown' NOT NULL;

CREATE TABLE tokens (
    -- SHA-256 in hexadecimal; see TokenHash.java in the domain
    hash VARCHAR(64) COLLATE "C" NOT NULL PRIMARY KEY,
    name VARCHAR(100) COLLATE "C" NOT NULL CONSTRAINT tokens_name UNIQUE,
    -- words separated by commas; see Scope.java in the domain
    scopes VARCHAR(200) NOT NULL,
    issued_by VARCHAR(200) NOT NULL,
    issued_by_kind VARCHAR(16) NOT NULL,
    issued TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    expires TIMESTAMP(6) WITH TIME ZONE,
    used TIMESTAMP(6) WITH TIME ZONE
);
