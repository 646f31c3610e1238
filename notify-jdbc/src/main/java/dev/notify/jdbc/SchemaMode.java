package dev.notify.jdbc;

/** What {@link JdbcStore#open()} does about the schema. */
public enum SchemaMode {
    /** Makes the tables, and brings older ones to this release's version. The default. Safe when several nodes start at once. */
    CREATE_OR_UPGRADE,
    /** Changes nothing, and refuses to start with a list of everything that is missing. */
    VALIDATE,
    /** Neither changes nor checks anything, except that a schema of a later release may forbid being read. */
    OFF
}
