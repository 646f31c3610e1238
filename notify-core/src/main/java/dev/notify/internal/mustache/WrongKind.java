package dev.notify.internal.mustache;

/** A value that cannot be shown as the text asks. */
final class WrongKind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /** @param path the variable, as far as it is known how the text calls it */
    WrongKind(String path, String problem) {
        super("'" + path + "' " + problem);
        this.path = path;
        this.problem = "'" + path + "' " + problem;
    }

    String problem() {
        return problem;
    }

    String path() {
        return path;
    }
}
