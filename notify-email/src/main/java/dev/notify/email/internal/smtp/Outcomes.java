package dev.notify.email.internal.smtp;

import dev.notify.delivery.Outcome;
import dev.notify.email.internal.smtp.Submission.Phase;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the end of a submission means for the delivery.
 *
 * <p>Three questions in this order: can it have been taken over (then it may have been sent)? Is it the account's trouble ({@link
 * AccountTrouble}: then it is not this mail's fault)? Will it stay so (then it is refused; and the address is dead only where the server says so of the address)?
 */
public final class Outcomes {

    private static final Duration RATE_WAITS = Duration.ofMinutes(1);
    private static final Duration FULL_WAITS = Duration.ofMinutes(30);

    /** No such mailbox, no such domain, bad syntax, moved, null MX, disabled. */
    private static final Set<String> DEAD = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

    private static final Map<String, String> MEANS = Map.ofEntries(
            Map.entry("5.1.1", "no such mailbox"),
            Map.entry("5.1.2", "no such domain"),
            Map.entry("5.1.3", "the address is not well formed"),
            Map.entry("5.1.6", "the mailbox has moved"),
            Map.entry("5.1.8", "the sender's domain is not accepted"),
            Map.entry("5.1.10", "the domain takes no mail"),
            Map.entry("5.2.1", "the mailbox is disabled"),
            Map.entry("5.2.2", "the mailbox is full"),
            Map.entry("4.2.2", "the mailbox is full"),
            Map.entry("4.2.1", "the mailbox takes no mail now"),
            Map.entry("5.3.4", "the mail is too large"),
            Map.entry("5.1.90", "the sending limit of the account is used up"),
            Map.entry("5.4.5", "the sending limit of the account is used up"),
            Map.entry("5.7.1", "refused by a rule of the server"),
            Map.entry("5.7.8", "user or secret are wrong"),
            Map.entry("4.7.0", "the server asks for a pause"));

    private Outcomes() {}

    /** The outcome; no address, no content and no words of the server but its codes are in it, unless it was sent. */
    public static Outcome of(Submission end, String recipient) {
        Reply reply = end.reply();
        if (reply == null || end.trouble() != Submission.Trouble.NONE) {
            return end.phase() == Phase.END
                    ? Outcome.maybeSent("no answer to the end of the mail: " + words(end))
                    : withoutReply(end);
        }
        if (reply.good()) {
            return Outcome.sent(scrubbed(reply, recipient));
        }
        if (reply.code() < 400) {
            String reason = "an odd answer to " + end.phase() + ": " + reply;
            return end.phase() == Phase.END ? Outcome.maybeSent(reason) : Outcome.tryAgain(reason);
        }
        return refused(end, reply);
    }

    private static Outcome refused(Submission end, Reply reply) {
        String reason = reason(end.phase(), reply);
        Optional<Outcome> ofAccount = AccountTrouble.in(end.phase(), reply, reason);
        if (ofAccount.isPresent()) {
            return ofAccount.get();
        }
        if (reply.enhanced().equals("5.2.2") || reply.enhanced().equals("4.2.2")) {
            return Outcome.tryAgain(FULL_WAITS, reason);
        }
        if (reply.passing()) {
            boolean slower = reply.enhanced().startsWith("4.7.") || reply.code() == 421;
            return slower ? Outcome.tryAgain(RATE_WAITS, reason) : Outcome.tryAgain(reason);
        }
        return saysDead(reply.enhanced()) && end.phase() != Phase.MAIL
                ? Outcome.addressIsDead(reason)
                : Outcome.rejected(reason);
    }

    /** Whether a code of RFC 3463 says that the address will never work again. */
    public static boolean saysDead(String enhanced) {
        return DEAD.contains(enhanced);
    }

    private static Outcome withoutReply(Submission end) {
        String reason = words(end);
        Outcome ofAccount = AccountTrouble.without(end, reason);
        if (ofAccount != null) {
            return ofAccount;
        }
        boolean settled =
                end.trouble() == Submission.Trouble.NEEDS_UTF8 || end.trouble() == Submission.Trouble.TOO_LARGE;
        return settled ? Outcome.rejected(reason) : Outcome.tryAgain(reason);
    }

    /** Whether a connection that failed so will fail until somebody changes something. */
    public static boolean settled(Submission end) {
        Reply reply = end.reply();
        return switch (end.trouble()) {
            case NONE -> reply != null && !reply.passing() && !reply.good();
            case NO_TLS, BAD_TLS, EXPIRED, OTHER_NAME, NO_LOGIN, NO_SECRET -> true;
            default -> false;
        };
    }

    /** What stood in the way, in words for an operator. */
    public static String words(Submission end) {
        Reply reply = end.reply();
        return switch (end.trouble()) {
            case NONE -> reply == null ? "nothing" : reason(end.phase(), reply);
            case BUSY -> "all connections to the mail server are busy";
            case LOST ->
                end.phase() == Phase.CONNECT
                        ? "the mail server cannot be reached"
                        : "the connection to the mail server ended at " + end.phase();
            case SLOW -> "the mail server did not answer in time at " + end.phase();
            case GARBLED -> "the mail server answered nonsense to " + end.phase();
            case NO_TLS -> "the mail server offers no TLS, without which nothing is sent";
            case BAD_TLS ->
                "the mail server's certificate is not to be trusted: nobody this machine knows has signed it";
            case EXPIRED -> "the mail server's certificate has expired, or is not good yet";
            case OTHER_NAME -> "the mail server's certificate is for another name";
            case NO_LOGIN -> "the mail server offers no login that is known here";
            case NO_SECRET -> "there is no secret to log in with";
            case NEEDS_UTF8 -> "the address is not ASCII, and the mail server does not know SMTPUTF8";
            case TOO_LARGE -> "the mail is larger than the mail server takes";
        };
    }

    private static String reason(Phase phase, Reply reply) {
        String means = MEANS.get(reply.enhanced());
        return "the mail server answered " + reply + " to " + phase + (means == null ? "" : " (" + means + ")");
    }

    /** What the server calls the mail: the words that hold no address. */
    private static String scrubbed(Reply reply, String recipient) {
        String name =
                recipient.substring(0, Math.max(0, recipient.lastIndexOf('@'))).toLowerCase(Locale.ROOT);
        StringBuilder kept = new StringBuilder(reply.toString());
        for (String word : reply.text().split("\\s+", -1)) {
            boolean tells = word.indexOf('@') >= 0
                    || (name.length() < 4
                            ? word.equalsIgnoreCase(name)
                            : word.toLowerCase(Locale.ROOT).contains(name))
                    || word.chars().anyMatch(c -> c < '!' || c > '~');
            if (!tells && !word.isEmpty()) {
                kept.append(' ').append(word);
            }
        }
        return kept.toString();
    }
}
