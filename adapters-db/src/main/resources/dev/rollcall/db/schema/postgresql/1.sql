-- One transaction. The collation "C" orders text by bytes, which in UTF-8 is the order by code point.

CREATE SEQUENCE user_version;

CREATE TABLE users (
    id VARCHAR(128) COLLATE "C" NOT NULL PRIMARY KEY,
    name VARCHAR(200) NOT NULL,
    email VARCHAR(320) NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    -- the search text; see Search.java
    search TEXT COLLATE "C" NOT NULL,
    -- the sort key of the order by name; see Order.java in the domain
    name_key VARCHAR(200) COLLATE "C" NOT NULL
);

CREATE INDEX users_by_name ON users (name_key, id);

-- The lines of a search text as lexemes; see Search.java. The high cost makes the planner use the index.
CREATE FUNCTION search_lines(search TEXT) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100
    AS $$ BEGIN RETURN array_to_tsvector(array_remove(string_to_array(search, E'\n'), '')); END $$;

CREATE INDEX users_search ON users USING gin (search_lines(search));

-- The history: each change, who made it, and the user before and after it as documents; see UserDocument.java. Before a creation and
-- after a removal, the document is null.
CREATE TABLE user_changes (
    id VARCHAR(128) COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    changed_by VARCHAR(200) NOT NULL,
    user_before TEXT,
    user_after TEXT,
    PRIMARY KEY (id, version)
);
