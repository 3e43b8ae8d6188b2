-- All of this is one transaction. The collation "C" orders text by its bytes, which in UTF-8 is the order by code point.

CREATE SEQUENCE user_version;

CREATE TABLE users (
    id VARCHAR(128) COLLATE "C" NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    email VARCHAR(320) NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- what a search looks into; see Search.java
    search TEXT COLLATE "C" NOT NULL
);
