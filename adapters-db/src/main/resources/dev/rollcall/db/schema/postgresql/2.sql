-- The user record grows: whether a user is active, and attributes. Programs of version 1 may still run: they neither read nor write the new
-- columns.

ALTER TABLE users
    ADD COLUMN active BOOLEAN NOT NULL DEFAULT TRUE,
    -- a JSON object; see UserDocument.java
    ADD COLUMN attributes TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    -- the sort key of the order by id; see Order.java in the domain
    ADD COLUMN id_key VARCHAR(131) COLLATE "C" NOT NULL GENERATED ALWAYS AS (
        CASE WHEN id ~ '^[0-9]+$'
            THEN lpad(length(trim(LEADING '0' FROM id))::text, 3, '0') || trim(LEADING '0' FROM id)
            ELSE '~'
        END) STORED;

CREATE INDEX users_by_id ON users (id_key, id);

DROP INDEX users_search;

-- The words of a search text as lexemes; see Search.java. A lexeme has at most 2,046 bytes. The high cost makes the planner use the index.
CREATE FUNCTION search_words(search TEXT) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100
    AS $$ BEGIN
        RETURN array_to_tsvector(ARRAY(
            SELECT left(word, 500) FROM unnest(string_to_array(translate(search, E'\n', ' '), ' ')) AS word WHERE word <> ''));
    END $$;

CREATE INDEX users_search_words ON users USING gin (search_words(search));

-- The search texts are rewritten after this script: each line has the words of a field once, and no longer all its ends.
