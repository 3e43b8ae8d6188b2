-- H2 commits after each of these statements, so every one can be repeated: a start that was cut short is taken up again.

CREATE SEQUENCE IF NOT EXISTS user_version;

CREATE TABLE IF NOT EXISTS users (
    id VARCHAR(128) NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    email VARCHAR(320) NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- what a search looks into; see Search.java
    search VARCHAR NOT NULL,
    -- what orders users by name; see Order.java in the domain
    name_key VARCHAR(200) NOT NULL,
    -- H2 orders text by UTF-16 code unit; the order of UTF-8 is the order by code point
    id_utf8 VARBINARY(512) GENERATED ALWAYS AS (STRINGTOUTF8(id)),
    name_key_utf8 VARBINARY(800) GENERATED ALWAYS AS (STRINGTOUTF8(name_key))
);

CREATE INDEX IF NOT EXISTS users_in_order ON users (id_utf8);
CREATE INDEX IF NOT EXISTS users_by_name ON users (name_key_utf8, id_utf8);

-- What was changed, by whom, and the user before and after it as documents; see UserDocument.java. A user who was created was nothing
-- before, one who was removed is nothing after.
CREATE TABLE IF NOT EXISTS user_changes (
    id VARCHAR(128) NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    changed_by VARCHAR(200) NOT NULL,
    user_before VARCHAR,
    user_after VARCHAR,
    PRIMARY KEY (id, version)
);
