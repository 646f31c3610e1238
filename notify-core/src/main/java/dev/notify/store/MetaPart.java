package dev.notify.store;

import java.util.Optional;

/** What the installation remembers of itself: short texts by name. */
public interface MetaPart {

    /** What is remembered under this name. */
    Optional<String> get(String name);

    /** Remembers this unless something is remembered already; returns what is remembered now. */
    String putIfAbsent(String name, String value);

    /** Remembers this in place of what was. */
    void put(String name, String value);
}
