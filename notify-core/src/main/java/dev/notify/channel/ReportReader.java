package dev.notify.channel;

import dev.notify.delivery.Report;
import java.util.List;
import java.util.Map;

/**
 * Implemented by a {@link Channel} that can read what its provider reports later. What it is given came from outside: it checks who sent it where
 * that can be checked, bounds what it reads, and trusts nothing else.
 */
public interface ReportReader {

    /**
     * Reads what the provider sent.
     *
     * @param headers of the call; the case of names does not matter
     * @return one report for each delivery it is about; empty if it is none of ours
     * @throws dev.notify.model.NotifyException if it is not to be trusted, as when its signature is wrong
     */
    List<Report> read(Map<String, String> headers, byte[] body);
}
