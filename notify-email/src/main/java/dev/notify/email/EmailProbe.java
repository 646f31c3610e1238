package dev.notify.email;

import java.util.List;

/**
 * What came of trying out an account: one connection with TLS and login, on which nothing was sent.
 *
 * @param ready whether mail could be sent
 * @param settled whether time alone changes nothing: the settings, the secret or the certificate are wrong
 * @param findings for an operator: what is wrong and what to do, or what the server offers; no secret, no address
 */
public record EmailProbe(boolean ready, boolean settled, List<String> findings) {

    public EmailProbe {
        findings = List.copyOf(findings);
    }

    /** The findings, a line each. */
    public String asText() {
        return String.join(System.lineSeparator(), findings);
    }
}
