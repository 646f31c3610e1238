package dev.notify.testing.laws;

import static dev.notify.testing.laws.kit.Checks.equal;
import static dev.notify.testing.laws.kit.Checks.isTrue;
import static dev.notify.testing.laws.kit.Together.threads;
import static dev.notify.testing.laws.kit.Together.together;

import dev.notify.channel.Channel;
import dev.notify.channel.Checkup;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.model.Address;
import dev.notify.model.NotifyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The laws of {@link Channel}, to be checked against a stand-in for its provider.
 *
 * <p>Each law starts a channel, hands it messages and closes it. Whether the stand-in accepts, refuses or fails is the author's
 * choice: check the laws once for each.
 */
public final class ChannelLaws {

    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration CHECKUP = Duration.ofSeconds(30);

    private final Channel channel;
    private final Supplier<Message> messages;

    private ChannelLaws(Channel channel, Supplier<Message> messages) {
        this.channel = channel;
        this.messages = messages;
    }

    /**
     * The laws.
     *
     * @param fresh makes a channel that is not started; called once for each law
     * @param messages makes a message the channel can carry, with a new id each time: {@link SampleMessages}
     */
    public static List<Law> of(Supplier<? extends Channel> fresh, Supplier<Message> messages) {
        Objects.requireNonNull(fresh, "fresh");
        Objects.requireNonNull(messages, "messages");
        return Law.in(ChannelLaws.class, () -> stand(fresh.get(), messages));
    }

    private static Law.Stand stand(Channel channel, Supplier<Message> messages) throws Exception {
        channel.start();
        return new Law.Stand() {
            @Override
            public Object laws() {
                return new ChannelLaws(channel, messages);
            }

            @Override
            public void clear() throws Exception {
                channel.close();
            }
        };
    }

    /** An outcome, or what was thrown in its place. */
    private record Answer(
            @Nullable Outcome outcome, @Nullable Exception thrown) {}

    private Answer deliver(Message message) {
        try {
            return new Answer(channel.deliver(message), null);
        } catch (Exception e) {
            return new Answer(null, e);
        }
    }

    private static void isAnswer(String what, Answer answer) {
        isTrue(what + " is an outcome, not null", answer.outcome() != null || answer.thrown() != null);
    }

    void its_name_is_the_same_at_every_call() throws Exception {
        Object name = channel.name();
        isTrue("it has a name", name != null);
        equal("name at the second call", name, channel.name());
        equal("channel of the sample message", name, messages.get().channel());
        deliver(messages.get());
        equal("name after a delivery", name, channel.name());
    }

    void a_delivery_is_answered_with_an_outcome() {
        isAnswer("the answer", deliver(messages.get()));
    }

    void a_repeated_delivery_is_answered_too() {
        Message message = messages.get();
        isAnswer("the first answer", deliver(message));
        isAnswer("the second answer", deliver(SampleMessages.again(message)));
    }

    void eight_threads_may_deliver_at_once() throws Exception {
        Message shared = messages.get();
        List<List<Answer>> answers = together(8, who -> () -> {
            List<Answer> mine = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                mine.add(deliver(i == 0 ? shared : messages.get()));
            }
            return mine;
        });
        answers.forEach(mine -> mine.forEach(a -> isAnswer("an answer", a)));
        long thrown = answers.stream()
                .flatMap(List::stream)
                .filter(a -> a.thrown() != null)
                .count();
        isTrue("either all or none throws", thrown == 0 || thrown == 40);
    }

    void an_answer_names_neither_address_nor_words() {
        Message message = messages.get();
        Answer answer = deliver(message);
        String said = said(answer).toLowerCase(Locale.ROOT);
        for (String secret : List.of(
                message.address().value(),
                message.words().title(),
                message.words().body(),
                SampleMessages.TITLE_CANARY,
                SampleMessages.BODY_CANARY)) {
            isTrue("the answer keeps address and words to itself", !said.contains(secret.toLowerCase(Locale.ROOT)));
        }
    }

    private static String said(Answer answer) {
        StringBuilder said = new StringBuilder().append(answer.outcome());
        for (Throwable t = answer.thrown(); t != null; t = t.getCause()) {
            said.append('\n').append(t);
        }
        return said.toString();
    }

    void a_refusal_names_no_address() {
        for (Address address : oddAddresses()) {
            String said = channel.refuses(address).orElse("");
            isTrue("the refusal keeps the address to itself", !said.contains(address.value()));
        }
    }

    void refusing_is_quick_and_never_throws() throws Exception {
        Address good = messages.get().address();
        within(QUICK, "refusing", () -> {
            for (Address address : oddAddresses()) {
                isTrue("refuses() returns an Optional", channel.refuses(address) != null);
            }
            return channel.refuses(good);
        });
    }

    void the_address_of_a_good_message_is_not_refused() {
        equal("refusal", Optional.empty(), channel.refuses(messages.get().address()));
    }

    /** What a host may have stored as an address of this channel: whatever the model lets through. */
    private List<Address> oddAddresses() {
        List<Address> odd = new ArrayList<>();
        for (String value : List.of(
                "x-odd-1",
                "a@b",
                "\u00fc@\u00fcml\u00e4ut.example",
                "+10000000",
                "https://h:99999/x y",
                "http://[::1",
                "\ud83d\ude00-odd",
                "{\"a\":",
                "odd-" + "a".repeat(480),
                "..odd..",
                "' OR 1=1 --",
                "<script>odd</script>",
                "%00%0d%0aodd")) {
            try {
                odd.add(Address.of(channel.name(), value));
            } catch (NotifyException e) {
                // The model refused it, so that no channel will ever see it.
            }
        }
        return odd;
    }

    void its_timeout_is_positive_and_the_same_at_every_call() {
        Duration timeout = channel.timeout();
        isTrue("timeout is positive", !timeout.isZero() && !timeout.isNegative());
        equal("timeout at the second call", timeout, channel.timeout());
    }

    void a_delivery_ends_within_its_timeout() throws Exception {
        within(channel.timeout().plus(QUICK), "deliver", () -> deliver(messages.get()));
    }

    void trying_it_out_ends_soon_and_tells_no_address() throws Exception {
        Message message = messages.get();
        deliver(message);
        within(CHECKUP, "checkup", () -> {
            Optional<Checkup> found = channel.checkup();
            isTrue("checkup() returns an Optional", found != null);
            String said = found.map(Checkup::asText).orElse("");
            isTrue(
                    "a checkup keeps the address to itself",
                    !said.contains(message.address().value()));
            return found;
        });
    }

    void whether_it_is_real_does_not_change() {
        equal("real at the second call", channel.real(), channel.real());
    }

    void closing_twice_is_closing_once() throws Exception {
        channel.close();
        channel.close();
    }

    private static <T> void within(Duration most, String what, Callable<T> call) throws Exception {
        ExecutorService thread = threads(1);
        try {
            thread.submit(call).get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + ": expected an end within " + most + ", was still running", e);
        } catch (ExecutionException e) {
            throw new AssertionError(what + ": threw " + e.getCause(), e);
        } finally {
            thread.shutdownNow();
        }
    }
}
