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
    -- H2 orders text by UTF-16 code unit; the order of UTF-8 is the order by code point
    id_utf8 VARBINARY(512) GENERATED ALWAYS AS (STRINGTOUTF8(id))
);

CREATE INDEX IF NOT EXISTS users_in_order ON users (id_utf8);
