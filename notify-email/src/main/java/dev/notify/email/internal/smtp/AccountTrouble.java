package dev.notify.email.internal.smtp;

import dev.notify.delivery.Outcome;
import dev.notify.email.internal.smtp.Submission.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are about us instead of the mail: any other mail by this account would meet the same.
 *
 * <p>Codes decide; words only where a server that counts what we send has no code for it. What is said of a recipient (x.1.x but for a sender,
 * x.2.x) is never the account's.
 */
final class AccountTrouble {

    private static final Duration QUOTA_WAITS = Duration.ofHours(1);
    private static final Duration RATE_WAITS = Duration.ofMinutes(1);

    /** The limit of a day or an hour is used up. */
    private static final Set<String> SPENT = Set.of("5.4.5", "5.1.90", "5.7.232", "5.7.233");

    /** The server has too much to do, takes nothing for now, or finds that we send too fast. */
    private static final Set<String> BUSY = Set.of("4.3.2", "4.4.5", "4.5.3", "4.7.28");

    private static final Set<Integer> NO_LOGIN = Set.of(530, 535, 538);

    private static final Pattern SAYS_SPENT = Pattern.compile(
            "\\b(daily|hourly|sending)\\b.{0,40}\\b(limit|quota|rate)\\b|\\b(max|maximum|too many)\\b.{0,30}\\bper"
                    + " (hour|day)\\b|\\bthrottling\\b|\\bmessaging limits\\b",
            Pattern.CASE_INSENSITIVE);

    private AccountTrouble() {}

    /** The outcome, if the answer to this phase is about us; empty if it is about this mail or nobody can tell. */
    static Optional<Outcome> in(Phase phase, Reply reply, String reason) {
        if (SPENT.contains(reply.enhanced())
                || !isOfRecipient(reply) && SAYS_SPENT.matcher(reply.text()).find()) {
            return Optional.of(Outcome.unavailable(QUOTA_WAITS, reason));
        }
        if (refusesUs(phase, reply)) {
            return Optional.of(Outcome.misconfigured(reason));
        }
        if (takesNothing(phase, reply)) {
            return Optional.of(
                    isAboutSpeed(reply) ? Outcome.unavailable(RATE_WAITS, reason) : Outcome.unavailable(reason));
        }
        return Optional.empty();
    }

    private static boolean isOfRecipient(Reply reply) {
        return reply.enhanced().matches("[45]\\.(1\\.([1-6]|10)|2\\.\\d+)");
    }

    private static boolean refusesUs(Phase phase, Reply reply) {
        if (reply.passing()) {
            return false;
        }
        return phase.compareTo(Phase.MAIL) < 0
                || NO_LOGIN.contains(reply.code())
                || phase == Phase.MAIL && !isAboutMail(reply);
    }

    /** What MAIL FROM says of the mail: its size, and that it is not ASCII. */
    private static boolean isAboutMail(Reply reply) {
        return reply.code() == 552
                || reply.enhanced().equals("5.3.4")
                || reply.enhanced().startsWith("5.6.");
    }

    /** A code of 452 may mean the size of this mail, and 421 after its end its content. */
    private static boolean takesNothing(Phase phase, Reply reply) {
        if (!reply.passing()) {
            return false;
        }
        return phase.compareTo(Phase.MAIL) < 0
                || phase == Phase.MAIL && reply.code() != 452
                || BUSY.contains(reply.enhanced())
                || reply.code() == 454
                || reply.code() == 421
                        && (phase != Phase.END || reply.enhanced().startsWith("4.7."));
    }

    private static boolean isAboutSpeed(Reply reply) {
        return reply.enhanced().startsWith("4.7.")
                || reply.enhanced().equals("4.5.3")
                || reply.enhanced().equals("4.4.5")
                || reply.code() == 454;
    }

    /** The outcome of what ended without an answer, if that is about us. */
    static @Nullable Outcome without(Submission end, String reason) {
        return switch (end.trouble()) {
            case NO_TLS, BAD_TLS, EXPIRED, OTHER_NAME, NO_LOGIN, NO_SECRET -> Outcome.misconfigured(reason);
            case BUSY -> Outcome.unavailable(reason);
            case LOST, SLOW, GARBLED -> end.phase().compareTo(Phase.MAIL) <= 0 ? Outcome.unavailable(reason) : null;
            case NONE, NEEDS_UTF8, TOO_LARGE -> null;
        };
    }
}
