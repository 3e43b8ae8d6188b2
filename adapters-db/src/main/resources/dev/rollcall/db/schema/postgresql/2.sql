-- What was changed, from what to what, by whom. A user who was created was nothing before, one who was removed is nothing after.
CREATE TABLE user_changes (
    id VARCHAR(128) COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    changed TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    changed_by VARCHAR(200) NOT NULL,
    old_name VARCHAR(200),
    old_email VARCHAR(320),
    new_name VARCHAR(200),
    new_email VARCHAR(320),
    PRIMARY KEY (id, version)
);
