-- Notify, MariaDB and MySQL, schema version 2: inboxes.
-- Placeholder: ${tables} = schema and prefix of every table. Each statement can be run again.

CREATE TABLE IF NOT EXISTS ${tables}inbox (
    id binary(16) NOT NULL,
    tenant varbinary(600) NOT NULL,
    recipient varbinary(600) NOT NULL,
    notification_id binary(16) NOT NULL,
    type varbinary(600) NOT NULL,
    category varbinary(600) NOT NULL,
    priority integer NOT NULL,
    subject text,
    subject_lookup varbinary(600),
    body mediumtext NOT NULL,
    status varbinary(600) NOT NULL,
    at_time bigint NOT NULL,
    seq bigint NOT NULL,
    seen_at bigint,
    read_at bigint,
    snoozed_until bigint,
    PRIMARY KEY (id),
    INDEX inbox_change (tenant, recipient, seq),
    INDEX inbox_page (tenant, recipient, status, at_time, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}inbox_head (
    tenant varbinary(600) NOT NULL,
    recipient varbinary(600) NOT NULL,
    seq bigint NOT NULL,
    unseen bigint NOT NULL,
    unread bigint NOT NULL,
    wake_at bigint,
    PRIMARY KEY (tenant, recipient)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

UPDATE ${tables}meta SET content = '2' WHERE name = 'schema.version' AND content = '1';
