CREATE INDEX users_by_name ON users (name_key, id);

-- The lines of a search text as words; see Search.java. The cost says that to call it for every user is dear, so that the index is used.
CREATE FUNCTION search_lines(search TEXT) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 100
    AS $$ BEGIN RETURN array_to_tsvector(array_remove(string_to_array(search, E'\n'), '')); END $$;

-- A database that was set up before this version was finished may have an index of the same name.
DROP INDEX IF EXISTS users_search;
CREATE INDEX users_search ON users USING gin (search_lines(search));
