package dev.notify.sms;

import dev.notify.delivery.Outcome;
import dev.notify.http.HttpCall;
import dev.notify.http.HttpEnd;
import dev.notify.http.HttpOutcomes;
import dev.notify.http.RetryAfter;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import dev.notify.report.CallGuard;
import dev.notify.report.Heard;
import dev.notify.report.ProviderCall;
import dev.notify.report.Reply;
import dev.notify.report.Report;
import dev.notify.report.Taking;
import dev.notify.report.Word;
import java.net.URI;
import java.time.Duration;
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
 * Twilio, which sends texts and speaks. Immutable; each call returns a new one. Twilio knows no repetition of a message: a lost answer is {@code maybeSent}.
 *
 * <p>{@code toString} shows no secret.
 */
public final class TwilioGateway implements SmsGateway, VoiceGateway {

    private static final URI API = URI.create("https://api.twilio.com");
    private static final Duration LONGEST_VALID = Duration.ofHours(10);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** No number, not one of a phone, cannot be reached, not of a mobile phone, not a number that takes texts. */
    private static final Set<Long> DEAD = Set.of(21_211L, 21_217L, 21_614L, 30_005L, 30_006L);
    /** Login, rights, closed accounts, and senders that are not ours. */
    private static final Set<Long> ACCOUNT = Set.of(
            20_003L, 20_005L, 20_006L, 20_404L, 21_212L, 21_603L, 21_606L, 21_659L, 21_660L, 21_703L, 21_705L, 30_002L);
    /** Too many at once. */
    private static final Set<Long> BUSY = Set.of(20_429L, 14_107L, 30_001L, 21_611L);

    private static final Map<Long, String> MEANS = Map.ofEntries(
            Map.entry(20_003L, "login refused"),
            Map.entry(21_211L, "no valid number"),
            Map.entry(21_212L, "the sender is no valid number"),
            Map.entry(21_408L, "the account may not send to that country"),
            Map.entry(21_606L, "the sender is not the account's"),
            Map.entry(21_608L, "a trial account sends to numbers that were confirmed only"),
            Map.entry(21_610L, "the recipient said STOP"),
            Map.entry(21_612L, "not possible from this sender to that number"),
            Map.entry(21_614L, "not the number of a mobile phone"),
            Map.entry(21_617L, "the text is too long"),
            Map.entry(21_659L, "the sender is not the account's"),
            Map.entry(30_002L, "the account is suspended"),
            Map.entry(30_005L, "unknown number"),
            Map.entry(30_006L, "a landline"),
            Map.entry(30_007L, "filtered by the carrier"));

    private static final String DELIVERY = "delivery";

    private final Account account;
    private final Sender sender;
    private final @Nullable URI callback;
    private final URI api;

    private record Account(String sid, String user, Supplier<String> secret, CallGuard guard) {}

    private record Sender(String field, String value) {}

    private TwilioGateway(Account account, Sender sender, @Nullable URI callback, URI api) {
        this.account = account;
        this.sender = sender;
        this.callback = callback;
        this.api = api;
    }

    /**
     * By an account and its token, which is asked for at every call, since it may change.
     *
     * @throws InvalidInputException if the id is none of an account
     */
    public static TwilioGateway account(String sid, Supplier<String> authToken) {
        if (!sid.matches("AC[0-9a-fA-F]{32}")) {
            throw new InvalidInputException("sid", "is no account of Twilio's: write AC and 32 hexadecimal digits");
        }
        Objects.requireNonNull(authToken, "authToken");
        Account account = new Account(sid, sid, authToken, CallGuard.twilioSignature(authToken));
        return new TwilioGateway(account, new Sender("", ""), null, API);
    }

    /**
     * Logs in with a key of the account in place of its token.
     *
     * @throws InvalidInputException if the id is none of a key
     */
    public TwilioGateway apiKey(String keySid, Supplier<String> secret) {
        if (!keySid.matches("SK[0-9a-fA-F]{32}")) {
            throw new InvalidInputException("keySid", "is no key of Twilio's: write SK and 32 hexadecimal digits");
        }
        Objects.requireNonNull(secret, "secret");
        Account by = new Account(account.sid(), keySid, secret, account.guard());
        return new TwilioGateway(by, sender, callback, api);
    }

    /**
     * Sends from this number, short code or name. This or {@link #messagingService} is needed.
     *
     * @throws InvalidInputException if it is empty or longer than 20 characters
     */
    public TwilioGateway from(String number) {
        return new TwilioGateway(account, new Sender("From", Names.checkText("from", number, 20)), callback, api);
    }

    /**
     * Sends from whichever number this messaging service chooses.
     *
     * @throws InvalidInputException if the id is none of a service
     */
    public TwilioGateway messagingService(String sid) {
        if (!sid.matches("MG[0-9a-fA-F]{32}")) {
            throw new InvalidInputException(
                    "messagingService", "is no service of Twilio's: write MG and 32 hexadecimal digits");
        }
        return new TwilioGateway(account, new Sender("MessagingServiceSid", sid), callback, api);
    }

    /**
     * Has what becomes of messages posted here, with the delivery's id added to the query: the host hands what comes to {@link dev.notify.report.Reports}. Default: nothing is
     * posted.
     */
    public TwilioGateway statusCallback(URI url) {
        return new TwilioGateway(account, sender, Objects.requireNonNull(url, "url"), api);
    }

    /** Is found here. Default: {@code https://api.twilio.com}. */
    public TwilioGateway at(URI server) {
        return new TwilioGateway(account, sender, callback, Objects.requireNonNull(server, "server"));
    }

    @Override
    public String name() {
        return "Twilio";
    }

    @Override
    public void check() {
        if (sender.field().isEmpty()) {
            throw new InvalidInputException("from", "is missing: say from(..) or messagingService(..)");
        }
    }

    @Override
    public void checkToSpeak() {
        if (!sender.field().equals("From")) {
            throw new InvalidInputException("from", "is missing: to speak, a number of the account's is needed");
        }
    }

    @Override
    public HttpCall call(Sms sms) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", sms.to());
        form.put(sender.field(), sender.value());
        form.put("Body", sms.text().text());
        if (callback != null) {
            form.put("StatusCallback", about(callback, sms.id()));
        }
        sms.validFor()
                .filter(valid -> valid.compareTo(LONGEST_VALID) < 0)
                .ifPresent(valid -> form.put("ValidityPeriod", Long.toString(Math.max(1, valid.toSeconds()))));
        return post("/Messages.json", form);
    }

    private HttpCall post(String what, Map<String, String> form) {
        return HttpCall.postForm(api.resolve("/2010-04-01/Accounts/" + account.sid() + what), form)
                .basic(account.user(), account.secret().get());
    }

    private static String about(URI callback, String delivery) {
        String url = callback.toString();
        return url + (url.indexOf('?') < 0 ? "?" : "&") + DELIVERY + "=" + delivery;
    }

    /** Says it twice, since whoever picks up misses the beginning; a key ends it. */
    @Override
    public HttpCall call(Spoken spoken) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", spoken.to());
        form.put(sender.field(), sender.value());
        String say = "<Say language=\"" + spoken.language().toLanguageTag() + "\">" + xml(spoken.text()) + "</Say>";
        String twice = say + "<Pause length=\"1\"/>" + say;
        if (callback != null) {
            String url = about(callback, spoken.id());
            form.put("StatusCallback", url);
            twice = spoken.key()
                    .map(key -> "<Gather method=\"POST\" numDigits=\"1\" timeout=\"10\" action=\""
                            + xml(url + "&key=" + key) + "\">" + say + "<Pause length=\"1\"/>" + say + "</Gather>")
                    .orElse(twice);
        }
        form.put("Twiml", "<Response>" + twice + "</Response>");
        return post("/Calls.json", form);
    }

    private static String xml(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    if (c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF)) {
                        safe.appendCodePoint(c);
                    } else {
                        safe.append(' ');
                    }
                }
            }
        });
        return safe.toString();
    }

    @Override
    public Outcome outcome(HttpEnd end, Instant now) {
        if (!(end instanceof HttpEnd.Reply reply)) {
            return HttpOutcomes.ofGateway(end, now);
        }
        Map<String, Object> said = reply.json();
        if (reply.good()) {
            return said.get("error_code") instanceof Long code
                    ? refused(code, reply, now)
                    : said.get("sid") instanceof String sid && sid.matches("[A-Za-z0-9]{2,64}")
                            ? Outcome.sent(sid)
                            : Outcome.sent();
        }
        return said.get("code") instanceof Long code ? refused(code, reply, now) : HttpOutcomes.ofGateway(reply, now);
    }

    @Override
    public List<? extends Heard> read(ProviderCall call, ChannelName channel) {
        account.guard().check(call);
        Optional<? extends Heard> heard = call.field("MessageStatus").isPresent()
                ? receipt(call, channel)
                : call.field("Digits").isPresent()
                        ? pressed(call)
                        : call.field("CallStatus").isPresent() ? spoken(call) : word(call, channel);
        return heard.stream().toList();
    }

    @Override
    public boolean reports() {
        return callback != null;
    }

    /** Which key takes it on stands in the address, which Twilio signs. */
    private static Optional<Taking> pressed(ProviderCall call) {
        return call.query("key").equals(call.field("Digits"))
                ? call.query(DELIVERY).flatMap(GatewayText::delivery).map(Taking::new)
                : Optional.empty();
    }

    /** A call that was picked up has arrived, were it by a machine. */
    private static Optional<Report> spoken(ProviderCall call) {
        String status = call.field("CallStatus").orElse("");
        return call.query(DELIVERY).flatMap(GatewayText::delivery).flatMap(id -> switch (status) {
            case "completed" -> Optional.of(Report.delivered(id, "Twilio says completed: somebody picked up"));
            case "busy", "no-answer", "failed", "canceled" -> Optional.of(Report.failed(id, "Twilio says " + status));
            default -> Optional.empty(); // it rings, or they speak
        });
    }

    /** It names its message by an id of its own; ours stands in the address, which it signs. */
    private static Optional<Report> receipt(ProviderCall call, ChannelName channel) {
        Optional<DeliveryId> delivery = call.query(DELIVERY).flatMap(GatewayText::delivery);
        String status = call.field("MessageStatus").orElse("");
        String code =
                call.field("ErrorCode").filter(c -> c.matches("[0-9]{1,6}")).orElse("0");
        boolean dead = DEAD.contains(Long.parseLong(code));
        Optional<Address> to = call.field("To").flatMap(number -> GatewayText.address(channel, number));
        return delivery.flatMap(id -> switch (status) {
            case "delivered", "read" -> Optional.of(Report.delivered(id, "Twilio says " + status));
            case "undelivered", "failed", "canceled" -> {
                String reason = "Twilio says " + status + (code.equals("0") ? "" : ", code " + code)
                        + meaning(Long.parseLong(code));
                yield Optional.of(
                        dead && to.isPresent()
                                ? Report.addressIsDead(id, reason, to.get())
                                : Report.failed(id, reason));
            }
            default -> Optional.empty(); // on its way, which is nothing new
        });
    }

    /** What Twilio takes it for counts, where it says that. */
    private static Optional<Word> word(ProviderCall call, ChannelName channel) {
        Optional<Address> from = call.field("From").flatMap(number -> GatewayText.address(channel, number));
        Optional<String> id = call.field("MessageSid").flatMap(GatewayText::id);
        String text = call.field("OptOutType").or(() -> call.field("Body")).orElse("");
        return from.isPresent() && id.isPresent() ? Optional.of(Word.of(id.get(), from.get(), text)) : Optional.empty();
    }

    /** Words to say, or nothing more: a body that is no XML would be sent to whoever wrote. */
    @Override
    public Reply reply(ProviderCall call, Optional<String> say) {
        String said = say.map(text -> "<Say>" + xml(text) + "</Say>").orElse("");
        return Reply.xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>" + said + "</Response>");
    }

    private static String meaning(long code) {
        return Optional.ofNullable(MEANS.get(code)).map(m -> " (" + m + ")").orElse("");
    }

    private static Outcome refused(long code, HttpEnd.Reply reply, Instant now) {
        String reason = "Twilio answered " + reply.status() + ", code " + code + meaning(code);
        if (BUSY.contains(code) || reply.status() == 429) {
            return Outcome.unavailable(RetryAfter.of(reply, now).orElse(PAUSE), reason);
        }
        if (ACCOUNT.contains(code) || reply.status() == 401 || reply.status() == 403) {
            return Outcome.misconfigured(reason);
        }
        if (reply.status() >= 500) {
            return Outcome.tryAgain(RetryAfter.of(reply, now).orElse(Duration.ZERO), reason);
        }
        return DEAD.contains(code) ? Outcome.addressIsDead(reason) : Outcome.rejected(reason);
    }

    @Override
    public String toString() {
        return "TwilioGateway[" + account.sid() + "]";
    }
}
