-- Notify, MariaDB 10.6 or later and MySQL 8.0 or later, schema version 1.
-- Placeholder: ${tables} = schema (which is a database here) and prefix of every table ("notify_" or "app.notify_").
-- Both commit after each statement that makes a table, so each one can be run again.
-- Text that is looked up is bytes (UTF-8): no key equals another, whatever its case, accents or trailing blanks, and whatever the
-- database's own collation is. 600 bytes hold 200 characters of any script, and five such columns fit in an index.

CREATE TABLE IF NOT EXISTS ${tables}meta (
    name varbinary(600) NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (name)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}notification (
    id binary(16) NOT NULL,
    tenant varbinary(600) NOT NULL,
    type varbinary(600) NOT NULL,
    priority integer NOT NULL,
    key_text text,
    subject text,
    subject_lookup varbinary(600),
    correlation varbinary(600),
    shape_hash bigint NOT NULL,
    content_hash bigint NOT NULL,
    template varbinary(600),
    created_at bigint NOT NULL,
    due_at bigint NOT NULL,
    wall_time varbinary(600),
    zone varbinary(600),
    expires_at bigint,
    if_failed varbinary(600),
    actor text NOT NULL,
    body mediumtext,
    PRIMARY KEY (id),
    INDEX notification_subject (tenant, subject_lookup, id),
    INDEX notification_correlation (tenant, correlation, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}delivery (
    id binary(16) NOT NULL,
    notification_id binary(16) NOT NULL,
    tenant varbinary(600) NOT NULL,
    recipient text NOT NULL,
    recipient_lookup varbinary(600) NOT NULL,
    channel varbinary(600) NOT NULL,
    state varbinary(600) NOT NULL,
    due_at bigint NOT NULL,
    done_at bigint,
    attempts integer NOT NULL,
    last_fence bigint NOT NULL,
    provider_id text,
    forced boolean NOT NULL,
    cancel_asked boolean NOT NULL,
    why text,
    body mediumtext,
    PRIMARY KEY (id),
    UNIQUE (notification_id, recipient_lookup, channel),
    INDEX delivery_recipient (recipient_lookup, id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}queue (
    ref_id binary(16) NOT NULL,
    kind integer NOT NULL,
    lane integer NOT NULL,
    available_at bigint NOT NULL,
    fence bigint NOT NULL,
    owner varbinary(600),
    attempt integer NOT NULL,
    crashes integer NOT NULL,
    PRIMARY KEY (ref_id),
    INDEX queue_claim (lane, available_at, ref_id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}attempt (
    delivery_id binary(16) NOT NULL,
    fence bigint NOT NULL,
    attempt_no integer NOT NULL,
    node varbinary(600) NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    outcome varbinary(600) NOT NULL,
    reason text,
    PRIMARY KEY (delivery_id, fence)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}dedup (
    tenant varbinary(600) NOT NULL,
    type varbinary(600) NOT NULL,
    dkey varbinary(600) NOT NULL,
    notification_id binary(16) NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (tenant, type, dkey)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}call (
    id binary(16) NOT NULL,
    tenant varbinary(600) NOT NULL,
    handler varbinary(600) NOT NULL,
    notification_id binary(16) NOT NULL,
    delivery_id binary(16) NOT NULL,
    why text NOT NULL,
    created_at bigint NOT NULL,
    done_at bigint,
    last_error text,
    PRIMARY KEY (id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}template (
    hash varbinary(600) NOT NULL,
    title text NOT NULL,
    body mediumtext NOT NULL,
    PRIMARY KEY (hash)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}trail (
    id binary(16) NOT NULL,
    tenant varbinary(600) NOT NULL,
    at_time bigint NOT NULL,
    actor text NOT NULL,
    action varbinary(600) NOT NULL,
    about binary(16) NOT NULL,
    detail text,
    seq bigint,
    hash varbinary(600),
    PRIMARY KEY (id)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}counter (
    tenant varbinary(600) NOT NULL,
    at_hour bigint NOT NULL,
    node varbinary(600) NOT NULL,
    type varbinary(600) NOT NULL,
    channel varbinary(600) NOT NULL,
    state varbinary(600) NOT NULL,
    part bigint NOT NULL,
    total bigint NOT NULL,
    PRIMARY KEY (tenant, at_hour, node, type, channel, state, part)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS ${tables}card (
    tenant varbinary(600) NOT NULL,
    kind varbinary(600) NOT NULL,
    owner varbinary(600) NOT NULL,
    name varbinary(600) NOT NULL,
    id binary(16) NOT NULL,
    version bigint NOT NULL,
    changed_at bigint NOT NULL,
    expires_at bigint,
    body mediumtext NOT NULL,
    PRIMARY KEY (tenant, kind, owner, name),
    UNIQUE (id),
    INDEX card_name (tenant, kind, name, owner)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

INSERT IGNORE INTO ${tables}meta (name, content) VALUES ('schema.version', '1');

INSERT IGNORE INTO ${tables}meta (name, content) VALUES ('schema.oldest-reader', '1');

INSERT IGNORE INTO ${tables}meta (name, content) VALUES ('installation', UUID());
