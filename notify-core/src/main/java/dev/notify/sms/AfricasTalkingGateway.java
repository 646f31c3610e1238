package dev.notify.sms;

import dev.notify.delivery.Outcome;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpOutcomes;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.report.CallGuard;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Report;
import dev.notify.report.TrackedReport;
import dev.notify.report.UntrustedCallException;
import dev.notify.report.Word;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Africa's Talking. Immutable; each call returns a new one. It answers 201 also where nothing was sent: what counts is what it says of the recipient. It knows no
 * repetition of a message: a lost answer is {@code maybeSent}.
 *
 * <p>{@code toString} shows no secret.
 */
public final class AfricasTalkingGateway implements SmsGateway {

    private static final URI API = URI.create("https://api.africastalking.com");
    private static final URI SANDBOX = URI.create("https://api.sandbox.africastalking.com");

    private static final Set<String> FAILED = Set.of("Failed", "Rejected", "Expired", "AbsentSubscriber");
    private static final Set<String> DEAD = Set.of("InvalidPhoneNumber", "UnsupportedNumberType", "UnknownSubscriber");

    private final String username;
    private final Supplier<String> apiKey;
    private final @Nullable String from;
    private final URI api;
    private final @Nullable CallGuard reports;

    private AfricasTalkingGateway(
            String username, Supplier<String> apiKey, @Nullable String from, URI api, @Nullable CallGuard reports) {
        this.username = username;
        this.apiKey = apiKey;
        this.from = from;
        this.api = api;
        this.reports = reports;
    }

    /**
     * By an account and its key, which is asked for at every call, since it may change. The user {@code sandbox} sends to the simulator.
     *
     * @throws InvalidInputException if the name is empty or longer than 100 characters
     */
    public static AfricasTalkingGateway account(String username, Supplier<String> apiKey) {
        Names.checkText("username", username, 100);
        return new AfricasTalkingGateway(
                username,
                Objects.requireNonNull(apiKey, "apiKey"),
                null,
                username.equals("sandbox") ? SANDBOX : API,
                null);
    }

    /**
     * Sends from this short code or name. Default: the account's own.
     *
     * @throws InvalidInputException if it is empty or longer than 20 characters
     */
    public AfricasTalkingGateway from(String sender) {
        return new AfricasTalkingGateway(username, apiKey, Names.checkText("from", sender, 20), api, reports);
    }

    /** Is found here. Default: {@code https://api.africastalking.com}. */
    public AfricasTalkingGateway at(URI server) {
        return new AfricasTalkingGateway(username, apiKey, from, Objects.requireNonNull(server, "server"), reports);
    }

    /**
     * Reads what it reports of texts and what people answered, from calls that pass this guard: it signs none, so that the address it is given has to hold a secret ({@link
     * CallGuard#queryParameter}), or the host looks who calls ({@link CallGuard#checkedByHost}). Its reports name nothing but its own id of a text, which is kept from then on. Default:
     * nothing is read.
     */
    public AfricasTalkingGateway reports(CallGuard guard) {
        return new AfricasTalkingGateway(username, apiKey, from, api, Objects.requireNonNull(guard, "guard"));
    }

    @Override
    public String name() {
        return "Africa's Talking";
    }

    @Override
    public HttpCall call(Sms sms) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("username", username);
        form.put("to", sms.to());
        form.put("message", sms.text().text());
        if (from != null) {
            form.put("from", from);
        }
        form.put("bulkSMSMode", "1");
        form.put("enqueue", "1");
        return HttpCall.postForm(api.resolve("/version1/messaging"), form)
                .header("Accept", "application/json")
                .header("apiKey", apiKey.get());
    }

    @Override
    public Outcome outcome(HttpEnd end, Instant now) {
        if (!(end instanceof HttpEnd.Reply reply) || !reply.good()) {
            return HttpOutcomes.ofGateway(end, now);
        }
        if (!(reply.json().get("SMSMessageData") instanceof Map<?, ?> data)) {
            return Outcome.maybeSent("Africa's Talking answered " + reply.status() + " without saying what it did");
        }
        if (data.get("Recipients") instanceof List<?> recipients
                && !recipients.isEmpty()
                && recipients.get(0) instanceof Map<?, ?> recipient) {
            Outcome outcome = of(recipient);
            return reports != null && outcome instanceof Outcome.Sent sent
                    ? sent.id().map(Outcome::tracked).orElse(sent)
                    : outcome;
        }
        return "InvalidSenderId".equals(data.get("Message"))
                ? Outcome.misconfigured("Africa's Talking does not know the sender: check from(..)")
                : Outcome.rejected("Africa's Talking took no recipient");
    }

    private static Outcome of(Map<?, ?> recipient) {
        long code = recipient.get("statusCode") instanceof Long number ? number : 0;
        String reason = "Africa's Talking answered code " + code;
        if (code >= 100 && code <= 102) {
            return recipient.get("messageId") instanceof String id && id.matches("[A-Za-z0-9_-]{1,100}")
                    ? Outcome.sent(id)
                    : Outcome.sent();
        }
        if (code == 402) {
            return Outcome.misconfigured(reason + " (the sender is not known): check from(..)");
        }
        if (code == 405) {
            return Outcome.misconfigured(reason + " (the account's balance is used up)");
        }
        if (code == 403 || code == 404) {
            return Outcome.addressIsDead(reason + (code == 403 ? " (no valid number)" : " (no number of a phone)"));
        }
        if (code >= 500 && code <= 502) {
            return Outcome.tryAgain(reason);
        }
        return Outcome.rejected(reason + meaning(code));
    }

    @Override
    public boolean reports() {
        return reports != null;
    }

    @Override
    public List<? extends Heard> read(ProviderCall call, ChannelName channel) {
        if (reports == null) {
            throw new UntrustedCallException();
        }
        reports.check(call);
        Optional<String> id = call.field("id").flatMap(GatewayText::id);
        if (id.isEmpty()) {
            return List.of();
        }
        return call.field("status").isPresent()
                ? receipt(call, id.get(), channel).stream().toList()
                : word(call, id.get(), channel).stream().toList();
    }

    private static Optional<TrackedReport> receipt(ProviderCall call, String id, ChannelName channel) {
        String status = call.field("status").orElse("");
        if (status.equals("Success")) {
            return Optional.of(new TrackedReport(id, Report.Kind.DELIVERED, "Africa's Talking says Success", null));
        }
        if (!FAILED.contains(status)) {
            return Optional.empty(); // on its way, which is nothing new
        }
        String why = call.field("failureReason")
                .filter(r -> r.matches("[A-Za-z]{1,40}"))
                .orElse("");
        Address dead = DEAD.contains(why)
                ? call.field("phoneNumber")
                        .flatMap(number -> GatewayText.address(channel, number))
                        .orElse(null)
                : null;
        String reason = "Africa's Talking says " + status + (why.isEmpty() ? "" : ", " + why);
        return Optional.of(new TrackedReport(id, Report.Kind.FAILED, reason, dead));
    }

    private static Optional<Word> word(ProviderCall call, String id, ChannelName channel) {
        String text = call.field("text").orElse("");
        return call.field("from")
                .flatMap(number -> GatewayText.address(channel, number))
                .map(from -> Word.of(id, from, text));
    }

    private static String meaning(long code) {
        if (code == 401) {
            return " (held back as a risk)";
        }
        if (code == 406) {
            return " (the recipient wants no texts)";
        }
        if (code == 407) {
            return " (no way to that number)";
        }
        return code == 409 ? " (the recipient is not to be disturbed)" : "";
    }

    @Override
    public String toString() {
        return "AfricasTalkingGateway[" + username + "]";
    }
}
