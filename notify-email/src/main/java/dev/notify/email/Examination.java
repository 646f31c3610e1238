package dev.notify.email;

import dev.notify.channel.Checkup;
import dev.notify.email.internal.smtp.Account;
import dev.notify.email.internal.smtp.Offer;
import dev.notify.email.internal.smtp.Outcomes;
import dev.notify.email.internal.smtp.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What trying an account out showed, in the words of an operator. */
final class Examination {

    private static final Duration SOON = Duration.ofDays(21);

    private final Account account;
    private final int largest;
    private final Instant now;
    private final String where;

    Examination(Account account, int largest, Instant now) {
        this.account = account;
        this.largest = largest;
        this.now = now;
        this.where = "mail server " + account.host() + ":" + account.port() + ": ";
    }

    Checkup of(Offer offer) {
        Submission failure = offer.failure();
        if (failure != null) {
            String problem = where + Outcomes.words(failure) + advice(failure);
            return Outcomes.settled(failure) ? Checkup.misconfigured(problem) : Checkup.notNow(problem);
        }
        Checkup found =
                Checkup.isReady(where + "ready" + (account.user() == null ? ", without a login" : ", logged in"));
        found = size(extensions(line(found, offer.line()), offer.extensions()), offer.largest());
        return found;
    }

    private Checkup line(Checkup found, Offer.@Nullable Line line) {
        if (line == null) {
            return found.warning(where + "the line is open to everybody on the way: insecureWithoutTls() was said");
        }
        if (!account.checkIdentity()) {
            return found.warning(where + "the server could be anybody: insecureTrustAnyServer() was said");
        }
        Instant expires = line.expires();
        if (expires == null) {
            return found.note(where + "the line is private by " + line.protocol());
        }
        String day = expires.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return expires.isBefore(now.plus(SOON))
                ? found.warning(
                        where + "its certificate ends on " + day + ": nothing is sent after that unless it is renewed")
                : found.note(where + "the line is private by " + line.protocol()
                        + ", for this server by its certificate, which is good until " + day);
    }

    private Checkup extensions(Checkup found, List<String> offered) {
        Checkup told = found.note(where
                + (offered.isEmpty()
                        ? "it offers nothing more than plain SMTP"
                        : "it offers " + String.join(", ", offered)));
        return offered.contains("SMTPUTF8")
                ? told
                : told.note(where + "it cannot send to addresses with other than ASCII characters before the @");
    }

    private Checkup size(Checkup found, long most) {
        return most > 0 && most < largest
                ? found.warning(where + "it takes mails of up to " + most + " bytes, fewer than largest(" + largest
                        + ") allows: set that lower, so that what is too large is refused at send")
                : found;
    }

    private static String advice(Submission failure) {
        return switch (failure.phase()) {
            case CONNECT -> ": check host and port, and that a firewall lets this machine through";
            case TLS -> ": check the host's name and the certificate, or say tlsFromTheStart()";
            case LOGIN -> ": check the user and the secret, and that the provider allows logins by programs";
            default -> "";
        };
    }
}
