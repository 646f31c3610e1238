package dev.notify.report;

import java.util.List;

/**
 * Implemented by a {@link dev.notify.channel.Channel} that can read what its provider says later. What it is given came from outside: it checks who sent it where
 * that can be checked, bounds what it reads, and trusts nothing else.
 */
public interface ReportReader {

    /**
     * Reads what the provider sent.
     *
     * @return what it says, each thing once; empty if it says nothing, or is none of ours
     * @throws UntrustedCallException if it is not to be trusted, as when its signature is wrong
     */
    List<? extends Heard> read(ProviderCall call);

    /** What the provider wants to be answered, once all that it said was taken in. Default: {@link Reply#NOTHING}. */
    default Reply reply(ProviderCall call, List<Reports.Taken> taken) {
        return Reply.NOTHING;
    }
}
