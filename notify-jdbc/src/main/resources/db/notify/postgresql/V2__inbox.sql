-- Notify, PostgreSQL, schema version 2: inboxes.
-- Placeholders: ${tables} = schema and prefix of every table, ${prefix} = the prefix alone.

CREATE TABLE IF NOT EXISTS ${tables}inbox (
    id uuid NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    recipient text COLLATE "C" NOT NULL,
    notification_id uuid NOT NULL,
    type text COLLATE "C" NOT NULL,
    category text COLLATE "C" NOT NULL,
    priority integer NOT NULL,
    subject text,
    subject_lookup text COLLATE "C",
    body text NOT NULL,
    status text COLLATE "C" NOT NULL,
    at_time bigint NOT NULL,
    seq bigint NOT NULL,
    seen_at bigint,
    read_at bigint,
    snoozed_until bigint,
    PRIMARY KEY (id)
) WITH (fillfactor = 80);

CREATE INDEX IF NOT EXISTS ${prefix}inbox_change ON ${tables}inbox (tenant, recipient, seq);

CREATE INDEX IF NOT EXISTS ${prefix}inbox_page ON ${tables}inbox (tenant, recipient, status, at_time, id);

CREATE TABLE IF NOT EXISTS ${tables}inbox_head (
    tenant text COLLATE "C" NOT NULL,
    recipient text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    unseen bigint NOT NULL,
    unread bigint NOT NULL,
    wake_at bigint,
    PRIMARY KEY (tenant, recipient)
) WITH (fillfactor = 50);

UPDATE ${tables}meta SET content = '2' WHERE name = 'schema.version' AND content = '1';
