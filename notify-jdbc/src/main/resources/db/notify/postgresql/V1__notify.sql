-- Notify, PostgreSQL 14 or later, schema version 1.
-- Placeholders: ${tables} = schema and prefix of every table ("notify_" or "app.notify_"), ${prefix} = the prefix alone.
-- Text that is looked up is compared byte by byte (COLLATE "C"): no key equals another, and no upgrade of the system's collations
-- can harm an index. Room is left in the pages of rows that change, so that a change of state touches no index.

CREATE TABLE IF NOT EXISTS ${tables}meta (
    name text COLLATE "C" NOT NULL,
    content text NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE IF NOT EXISTS ${tables}notification (
    id uuid NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    priority integer NOT NULL,
    key_text text,
    subject text,
    subject_lookup text COLLATE "C",
    correlation text COLLATE "C",
    shape_hash bigint NOT NULL,
    content_hash bigint NOT NULL,
    template text COLLATE "C",
    created_at bigint NOT NULL,
    due_at bigint NOT NULL,
    wall_time text,
    zone text,
    expires_at bigint,
    if_failed text,
    actor text NOT NULL,
    body text,
    PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ${prefix}notification_subject ON ${tables}notification (tenant, subject_lookup, id) WHERE subject_lookup IS NOT NULL;

CREATE INDEX IF NOT EXISTS ${prefix}notification_correlation ON ${tables}notification (tenant, correlation, id) WHERE correlation IS NOT NULL;

CREATE TABLE IF NOT EXISTS ${tables}delivery (
    id uuid NOT NULL,
    notification_id uuid NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    recipient text NOT NULL,
    recipient_lookup text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    state text NOT NULL,
    due_at bigint NOT NULL,
    done_at bigint,
    attempts integer NOT NULL,
    last_fence bigint NOT NULL,
    provider_id text,
    forced boolean NOT NULL,
    cancel_asked boolean NOT NULL,
    why text,
    body text,
    PRIMARY KEY (id),
    UNIQUE (notification_id, recipient_lookup, channel)
) WITH (fillfactor = 50);

CREATE INDEX IF NOT EXISTS ${prefix}delivery_recipient ON ${tables}delivery (recipient_lookup, id);

CREATE TABLE IF NOT EXISTS ${tables}queue (
    ref_id uuid NOT NULL,
    kind integer NOT NULL,
    lane integer NOT NULL,
    available_at bigint NOT NULL,
    fence bigint NOT NULL,
    owner text,
    attempt integer NOT NULL,
    crashes integer NOT NULL,
    PRIMARY KEY (ref_id)
) WITH (fillfactor = 80, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

CREATE INDEX IF NOT EXISTS ${prefix}queue_claim ON ${tables}queue (lane, available_at, ref_id);

CREATE TABLE IF NOT EXISTS ${tables}attempt (
    delivery_id uuid NOT NULL,
    fence bigint NOT NULL,
    attempt_no integer NOT NULL,
    node text NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    outcome text NOT NULL,
    reason text,
    PRIMARY KEY (delivery_id, fence)
);

CREATE TABLE IF NOT EXISTS ${tables}dedup (
    tenant text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    dkey text COLLATE "C" NOT NULL,
    notification_id uuid NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (tenant, type, dkey)
);

CREATE TABLE IF NOT EXISTS ${tables}call (
    id uuid NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    handler text NOT NULL,
    notification_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    why text NOT NULL,
    created_at bigint NOT NULL,
    done_at bigint,
    last_error text,
    PRIMARY KEY (id)
) WITH (fillfactor = 80);

CREATE TABLE IF NOT EXISTS ${tables}template (
    hash text COLLATE "C" NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (hash)
);

CREATE TABLE IF NOT EXISTS ${tables}trail (
    id uuid NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    at_time bigint NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    about uuid NOT NULL,
    detail text,
    seq bigint,
    hash text,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS ${tables}counter (
    tenant text COLLATE "C" NOT NULL,
    at_hour bigint NOT NULL,
    node text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    channel text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    part bigint NOT NULL,
    total bigint NOT NULL,
    PRIMARY KEY (tenant, at_hour, node, type, channel, state, part)
) WITH (fillfactor = 50);

CREATE TABLE IF NOT EXISTS ${tables}card (
    tenant text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    owner text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    changed_at bigint NOT NULL,
    expires_at bigint,
    body text NOT NULL,
    PRIMARY KEY (tenant, kind, owner, name),
    UNIQUE (id)
) WITH (fillfactor = 80);

CREATE INDEX IF NOT EXISTS ${prefix}card_name ON ${tables}card (tenant, kind, name, owner);

INSERT INTO ${tables}meta (name, content) VALUES ('schema.version', '1') ON CONFLICT DO NOTHING;

INSERT INTO ${tables}meta (name, content) VALUES ('schema.oldest-reader', '1') ON CONFLICT DO NOTHING;

INSERT INTO ${tables}meta (name, content) VALUES ('installation', CAST(gen_random_uuid() AS text)) ON CONFLICT DO NOTHING;
