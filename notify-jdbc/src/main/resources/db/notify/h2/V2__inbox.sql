-- Notify, H2 2.4, regular mode, schema version 2: inboxes.
-- Placeholder: ${tables} = schema and prefix of every table. H2 commits after each statement, so each one can be run again.

CREATE TABLE IF NOT EXISTS ${tables}inbox (
    id uuid NOT NULL,
    tenant varchar NOT NULL,
    recipient varchar NOT NULL,
    notification_id uuid NOT NULL,
    type varchar NOT NULL,
    category varchar NOT NULL,
    priority integer NOT NULL,
    subject varchar,
    subject_lookup varchar,
    body varchar NOT NULL,
    status varchar NOT NULL,
    at_time bigint NOT NULL,
    seq bigint NOT NULL,
    seen_at bigint,
    read_at bigint,
    snoozed_until bigint,
    PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ${tables}inbox_change ON ${tables}inbox (tenant, recipient, seq);

CREATE INDEX IF NOT EXISTS ${tables}inbox_page ON ${tables}inbox (tenant, recipient, status, at_time, id);

CREATE TABLE IF NOT EXISTS ${tables}inbox_head (
    tenant varchar NOT NULL,
    recipient varchar NOT NULL,
    seq bigint NOT NULL,
    unseen bigint NOT NULL,
    unread bigint NOT NULL,
    wake_at bigint,
    PRIMARY KEY (tenant, recipient)
);

UPDATE ${tables}meta SET content = '2' WHERE name = 'schema.version' AND content = '1';
