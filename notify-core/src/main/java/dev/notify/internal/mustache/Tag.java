package dev.notify.internal.mustache;

/** One tag of a text: from {@code start} to before {@code end}. */
record Tag(Kind kind, String name, int start, int end) {

    enum Kind {
        VARIABLE,
        UNESCAPED,
        SECTION,
        INVERTED,
        END,
        PARTIAL,
        COMMENT
    }

    boolean writes() {
        return kind == Kind.VARIABLE || kind == Kind.UNESCAPED;
    }

    boolean opens() {
        return kind == Kind.SECTION || kind == Kind.INVERTED;
    }

    /** What stands after the last dot. */
    String last() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What stands before the last dot; empty if there is none. */
    String owner() {
        int dot = name.equals(".") ? -1 : name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** The variable itself: what stands before the first dot. */
    String variable() {
        int dot = name.equals(".") ? -1 : name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
