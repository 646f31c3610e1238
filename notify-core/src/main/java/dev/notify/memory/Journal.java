package dev.notify.memory;

import java.util.ArrayList;
import java.util.List;

/** How to take back what the present transaction has done, step by step. */
final class Journal {

    private final List<Runnable> undo = new ArrayList<>();

    /** Notes how to take back a step that was just done. */
    void undoBy(Runnable step) {
        undo.add(step);
    }

    void commit() {
        undo.clear();
    }

    void rollBack() {
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
        undo.clear();
    }
}
