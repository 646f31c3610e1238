package dev.notify.http;

import dev.notify.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * What the end of a call means for a delivery, where the server says no more than its status.
 *
 * <p>There are two kinds of servers: a gateway where we have an account, whose trouble is the account's and no single message's; and an endpoint
 * somebody gave, one of many, whose trouble is its own.
 */
public final class HttpOutcomes {

    private static final Duration ENDPOINT_PAUSE = Duration.ofSeconds(30);

    private HttpOutcomes() {}

    /** Of a gateway where we have an account: refused credentials are a misconfiguration, 429 and 503 mean that it takes nothing for now. */
    public static Outcome ofGateway(HttpEnd end, Instant now) {
        if (end instanceof HttpEnd.Trouble trouble) {
            return ofGateway(trouble);
        }
        HttpEnd.Reply reply = (HttpEnd.Reply) end;
        String reason = "the gateway answered " + reply.status();
        if (reply.good()) {
            return Outcome.sent();
        }
        return switch (reply.status()) {
            case 301, 302, 303, 307, 308 ->
                Outcome.misconfigured(reason + ": redirects are not followed, check its URL");
            case 401, 403, 404, 405, 407 -> Outcome.misconfigured(reason + ": check URL and credentials");
            case 402 -> Outcome.misconfigured(reason + ": the account needs to be paid for");
            case 429, 503 -> Outcome.unavailable(RetryAfter.of(reply, now).orElse(Duration.ZERO), reason);
            default -> ofStatus(reply, reason, now);
        };
    }

    private static Outcome ofGateway(HttpEnd.Trouble trouble) {
        if (trouble.mayHaveArrived()) {
            return Outcome.maybeSent(trouble.words());
        }
        return switch (trouble.kind()) {
            case NOT_ALLOWED, NO_TRUST -> Outcome.misconfigured(trouble.words());
            case COOLING -> Outcome.unavailable(trouble.after(), trouble.words());
            case NO_CONNECTION -> Outcome.unavailable(trouble.words());
            default -> Outcome.tryAgain(trouble.words());
        };
    }

    /** Of an endpoint somebody gave: 410 means that it is gone for good, whatever else it cannot do now it is asked again. */
    public static Outcome ofEndpoint(HttpEnd end, Instant now) {
        if (end instanceof HttpEnd.Trouble trouble) {
            if (trouble.mayHaveArrived()) {
                return Outcome.maybeSent(trouble.words());
            }
            return trouble.kind() == HttpEnd.Trouble.Kind.NOT_ALLOWED
                    ? Outcome.rejected(trouble.words())
                    : Outcome.tryAgain(trouble.after(), trouble.words());
        }
        HttpEnd.Reply reply = (HttpEnd.Reply) end;
        String reason = "the endpoint answered " + reply.status();
        if (reply.good()) {
            return Outcome.sent();
        }
        return switch (reply.status()) {
            case 301, 302, 303, 307, 308 -> Outcome.rejected(reason + ": redirects are not followed");
            case 410 -> Outcome.addressIsDead(reason + ": it is gone");
            case 429, 503 -> Outcome.tryAgain(RetryAfter.of(reply, now).orElse(ENDPOINT_PAUSE), reason);
            default -> ofStatus(reply, reason, now);
        };
    }

    private static Outcome ofStatus(HttpEnd.Reply reply, String reason, Instant now) {
        boolean passes =
                reply.status() >= 500 || reply.status() < 200 || reply.status() == 408 || reply.status() == 425;
        return passes
                ? Outcome.tryAgain(RetryAfter.of(reply, now).orElse(Duration.ZERO), reason)
                : Outcome.rejected(reason);
    }
}
