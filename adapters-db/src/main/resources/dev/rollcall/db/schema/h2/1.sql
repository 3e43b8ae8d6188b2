-- H2 commits after each statement, so all of them are idempotent: an interrupted migration is resumed.

CREATE SEQUENCE IF NOT EXISTS user_version;

CREATE TABLE IF NOT EXISTS users (
    id VARCHAR(128) NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    email VARCHAR(320) NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- the search text; see Search.java
    search VARCHAR NOT NULL,
    -- the sort key of the order by name; see Order.java in the domain
    name_key VARCHAR(200) NOT NULL,
    -- H2 orders text by UTF-16 code unit; the byte order of UTF-8 is the order by code point
    id_utf8 VARBINARY(512) GENERATED ALWAYS AS (STRINGTOUTF8(id)),
    name_key_utf8 VARBINARY(800) GENERATED ALWAYS AS (STRINGTOUTF8(name_key))
);

CREATE INDEX IF NOT EXISTS users_in_order ON users (id_utf8);
CREATE INDEX IF NOT EXISTS users_by_name ON users (name_key_utf8, id_utf8);

-- The history: each change, who made it, and the user before and after it as documents; see UserDocument.java. Before a creation and
-- after a removal, the document is null.
CREATE TABLE IF NOT EXISTS user_changes (
    id VARCHAR(128) NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    changed_by VARCHAR(200) NOT NULL,
    user_before VARCHAR,
    user_after VARCHAR,
    PRIMARY KEY (id, version)
);
