-- Notify, H2 2.4, regular mode, schema version 1.
-- Placeholder: ${tables} = schema and prefix of every table ("notify_" or "app.notify_"). H2 commits after each statement, so each
-- one can be run again.

CREATE TABLE IF NOT EXISTS ${tables}meta (
    name varchar NOT NULL,
    content varchar NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE IF NOT EXISTS ${tables}notification (
    id uuid NOT NULL,
    tenant varchar NOT NULL,
    type varchar NOT NULL,
    priority integer NOT NULL,
    key_text varchar,
    subject varchar,
    subject_lookup varchar,
    correlation varchar,
    shape_hash bigint NOT NULL,
    content_hash bigint NOT NULL,
    template varchar,
    created_at bigint NOT NULL,
    due_at bigint NOT NULL,
    wall_time varchar,
    zone varchar,
    expires_at bigint,
    if_failed varchar,
    actor varchar NOT NULL,
    body varchar,
    PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ${tables}notification_subject ON ${tables}notification (tenant, subject_lookup, id);

CREATE INDEX IF NOT EXISTS ${tables}notification_correlation ON ${tables}notification (tenant, correlation, id);

CREATE TABLE IF NOT EXISTS ${tables}delivery (
    id uuid NOT NULL,
    notification_id uuid NOT NULL,
    tenant varchar NOT NULL,
    recipient varchar NOT NULL,
    recipient_lookup varchar NOT NULL,
    channel varchar NOT NULL,
    state varchar NOT NULL,
    due_at bigint NOT NULL,
    done_at bigint,
    attempts integer NOT NULL,
    last_fence bigint NOT NULL,
    provider_id varchar,
    forced boolean NOT NULL,
    cancel_asked boolean NOT NULL,
    why varchar,
    body varchar,
    PRIMARY KEY (id),
    UNIQUE (notification_id, recipient_lookup, channel)
);

CREATE INDEX IF NOT EXISTS ${tables}delivery_recipient ON ${tables}delivery (recipient_lookup, id);

CREATE TABLE IF NOT EXISTS ${tables}queue (
    ref_id uuid NOT NULL,
    kind integer NOT NULL,
    lane integer NOT NULL,
    available_at bigint NOT NULL,
    fence bigint NOT NULL,
    owner varchar,
    attempt integer NOT NULL,
    crashes integer NOT NULL,
    PRIMARY KEY (ref_id)
);

CREATE INDEX IF NOT EXISTS ${tables}queue_claim ON ${tables}queue (lane, available_at, ref_id);

CREATE TABLE IF NOT EXISTS ${tables}attempt (
    delivery_id uuid NOT NULL,
    fence bigint NOT NULL,
    attempt_no integer NOT NULL,
    node varchar NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint NOT NULL,
    outcome varchar NOT NULL,
    reason varchar,
    PRIMARY KEY (delivery_id, fence)
);

CREATE TABLE IF NOT EXISTS ${tables}dedup (
    tenant varchar NOT NULL,
    type varchar NOT NULL,
    dkey varchar NOT NULL,
    notification_id uuid NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (tenant, type, dkey)
);

CREATE TABLE IF NOT EXISTS ${tables}call (
    id uuid NOT NULL,
    tenant varchar NOT NULL,
    handler varchar NOT NULL,
    notification_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    why varchar NOT NULL,
    created_at bigint NOT NULL,
    done_at bigint,
    last_error varchar,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS ${tables}template (
    hash varchar NOT NULL,
    title varchar NOT NULL,
    body varchar NOT NULL,
    PRIMARY KEY (hash)
);

CREATE TABLE IF NOT EXISTS ${tables}trail (
    id uuid NOT NULL,
    tenant varchar NOT NULL,
    at_time bigint NOT NULL,
    actor varchar NOT NULL,
    action varchar NOT NULL,
    about uuid NOT NULL,
    detail varchar,
    seq bigint,
    hash varchar,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS ${tables}counter (
    tenant varchar NOT NULL,
    at_hour bigint NOT NULL,
    node varchar NOT NULL,
    type varchar NOT NULL,
    channel varchar NOT NULL,
    state varchar NOT NULL,
    part bigint NOT NULL,
    total bigint NOT NULL,
    PRIMARY KEY (tenant, at_hour, node, type, channel, state, part)
);

CREATE TABLE IF NOT EXISTS ${tables}card (
    tenant varchar NOT NULL,
    kind varchar NOT NULL,
    owner varchar NOT NULL,
    name varchar NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    changed_at bigint NOT NULL,
    expires_at bigint,
    body varchar NOT NULL,
    PRIMARY KEY (tenant, kind, owner, name),
    UNIQUE (id)
);

CREATE INDEX IF NOT EXISTS ${tables}card_name ON ${tables}card (tenant, kind, name, owner);

INSERT INTO ${tables}meta (name, content) SELECT 'schema.version', '1' WHERE NOT EXISTS (SELECT 1 FROM ${tables}meta WHERE name = 'schema.version');

INSERT INTO ${tables}meta (name, content) SELECT 'schema.oldest-reader', '1' WHERE NOT EXISTS (SELECT 1 FROM ${tables}meta WHERE name = 'schema.oldest-reader');

INSERT INTO ${tables}meta (name, content) SELECT 'installation', CAST(RANDOM_UUID() AS varchar) WHERE NOT EXISTS (SELECT 1 FROM ${tables}meta WHERE name = 'installation');
