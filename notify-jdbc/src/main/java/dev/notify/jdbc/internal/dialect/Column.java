package dev.notify.jdbc.internal.dialect;

import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** A column of rows that are written in bulk, and how to get its value. */
public record Column<R>(String name, Type type, Getter<R> getter) {

    /** The types our tables are made of. */
    public enum Type {
        UUID("uuid", Types.OTHER),
        TEXT("text", Types.VARCHAR),
        LONG("int8", Types.BIGINT),
        INT("int4", Types.INTEGER),
        BOOL("bool", Types.BOOLEAN);

        private final String postgresName;
        private final int jdbc;

        Type(String postgresName, int jdbc) {
            this.postgresName = postgresName;
            this.jdbc = jdbc;
        }

        /** An array for so many values, of their own type: PostgreSQL's driver writes those faster than any objects. */
        public @Nullable Object[] array(int size) {
            return switch (this) {
                case UUID -> new java.util.UUID[size];
                case TEXT -> new String[size];
                case LONG -> new Long[size];
                case INT -> new Integer[size];
                case BOOL -> new Boolean[size];
            };
        }

        /** One of {@link Types}, for a null. */
        public int jdbc() {
            return jdbc;
        }

        /** What PostgreSQL calls it. */
        public String postgresName() {
            return postgresName;
        }
    }

    /** Gets a value out of a row. */
    public interface Getter<R> {
        @Nullable
        Object of(R row);
    }

    /** A column of ids. */
    public static <R> Column<R> uuid(String name, Getter<R> getter) {
        return new Column<>(name, Type.UUID, getter);
    }

    /** A column of text. */
    public static <R> Column<R> text(String name, Getter<R> getter) {
        return new Column<>(name, Type.TEXT, getter);
    }

    /** A column of long numbers. */
    public static <R> Column<R> number(String name, Getter<R> getter) {
        return new Column<>(name, Type.LONG, getter);
    }

    /** A column of short numbers. */
    public static <R> Column<R> integer(String name, Getter<R> getter) {
        return new Column<>(name, Type.INT, getter);
    }

    /** A column of truth values. */
    public static <R> Column<R> bool(String name, Getter<R> getter) {
        return new Column<>(name, Type.BOOL, getter);
    }

    @Nullable
    Object of(R row) {
        return getter.of(row);
    }
}
