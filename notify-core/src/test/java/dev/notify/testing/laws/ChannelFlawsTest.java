package dev.notify.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.channel.Channel;
import dev.notify.channel.Checkup;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChannelFlawsTest {

    /** Answers as its provider would on a good day. */
    private static class Good implements Channel {
        @Override
        public ChannelName name() {
            return ChannelName.EMAIL;
        }

        @Override
        public Outcome deliver(Message message) throws Exception {
            return Outcome.sent("id-" + message.id());
        }
    }

    private record Flaw(String name, String law, Supplier<Channel> channel) {}

    private static Flaw answering(String name, String law, Function<Message, Outcome> answer) {
        return new Flaw(name, law, () -> new Good() {
            @Override
            public Outcome deliver(Message message) {
                return answer.apply(message);
            }
        });
    }

    private static final List<Flaw> FLAWS = List.of(
            answering("answers null", "a_delivery_is_answered_with_an_outcome", m -> null),
            answering(
                    "answers null the second time",
                    "a_repeated_delivery_is_answered_too",
                    m -> m.attempt() > 1 ? null : Outcome.sent()),
            answering(
                    "names the address",
                    "an_answer_names_neither_address_nor_words",
                    m -> Outcome.rejected(
                            "550 no such user " + m.address().value().toUpperCase(Locale.ROOT))),
            answering(
                    "names the words",
                    "an_answer_names_neither_address_nor_words",
                    m -> Outcome.tryAgain("refused: " + m.words().body())),
            answering("throws the address", "an_answer_names_neither_address_nor_words", m -> {
                throw new IllegalStateException(
                        new IllegalArgumentException(m.address().value()));
            }),
            new Flaw("changes its name", "its_name_is_the_same_at_every_call", () -> new Good() {
                private final AtomicInteger calls = new AtomicInteger();

                @Override
                public ChannelName name() {
                    return calls.getAndIncrement() == 0 ? ChannelName.EMAIL : ChannelName.SMS;
                }
            }),
            new Flaw("shares state between threads", "eight_threads_may_deliver_at_once", () -> new Good() {
                private final AtomicInteger inside = new AtomicInteger();
                private final CountDownLatch two = new CountDownLatch(2);

                @Override
                public Outcome deliver(Message message) throws Exception {
                    int others = inside.getAndIncrement();
                    two.countDown();
                    two.await(5, TimeUnit.SECONDS);
                    return others == 1 ? null : Outcome.sent();
                }
            }),
            new Flaw("throws at odd addresses", "refusing_is_quick_and_never_throws", () -> new Good() {
                @Override
                public Optional<String> refuses(Address address) {
                    return address.value().split("@")[1].contains(".") ? Optional.empty() : throwing();
                }

                private Optional<String> throwing() {
                    throw new ArrayIndexOutOfBoundsException(1);
                }
            }),
            new Flaw("repeats the address it refuses", "a_refusal_names_no_address", () -> new Good() {
                @Override
                public Optional<String> refuses(Address address) {
                    return Optional.of(address.value() + " is odd");
                }
            }),
            new Flaw("refuses everything", "the_address_of_a_good_message_is_not_refused", () -> new Good() {
                @Override
                public Optional<String> refuses(Address address) {
                    return Optional.of("is odd");
                }
            }),
            new Flaw("has no time", "its_timeout_is_positive_and_the_same_at_every_call", () -> new Good() {
                @Override
                public Duration timeout() {
                    return Duration.ZERO;
                }
            }),
            new Flaw("takes longer than it says", "a_delivery_ends_within_its_timeout", () -> new Good() {
                @Override
                public Outcome deliver(Message message) throws Exception {
                    new CountDownLatch(1).await();
                    return Outcome.sent();
                }

                @Override
                public Duration timeout() {
                    return Duration.ofMillis(1);
                }
            }),
            new Flaw(
                    "tells an address when tried out",
                    "trying_it_out_ends_soon_and_tells_no_address",
                    () -> new Good() {
                        private volatile String last = "";

                        @Override
                        public Outcome deliver(Message message) {
                            last = message.address().value();
                            return Outcome.sent();
                        }

                        @Override
                        public Optional<Checkup> checkup() {
                            return Optional.of(Checkup.isReady("the last mail went to " + last));
                        }
                    }),
            new Flaw("is real now and then", "whether_it_is_real_does_not_change", () -> new Good() {
                private boolean real;

                @Override
                public boolean real() {
                    real = !real;
                    return real;
                }
            }),
            new Flaw("cannot be closed twice", "closing_twice_is_closing_once", () -> new Good() {
                private boolean closed;

                @Override
                public void close() {
                    if (closed) {
                        throw new IllegalStateException("closed");
                    }
                    closed = true;
                }
            }));

    private static List<Law> laws(Supplier<Channel> channel) {
        return ChannelLaws.of(channel, () -> SampleMessages.by(ChannelName.EMAIL));
    }

    @TestFactory
    Stream<DynamicTest> a_law_finds_a_channel_that() {
        return FLAWS.stream()
                .map(flaw -> dynamicTest(flaw.name(), () -> {
                    String name = "ChannelLaws." + flaw.law();
                    Law law = laws(flaw.channel()).stream()
                            .filter(l -> l.name().equals(name))
                            .findFirst()
                            .orElseThrow();
                    assertThat(catchThrowable(() -> law.check().run()))
                            .isInstanceOf(AssertionError.class)
                            .hasMessageStartingWith(name + ": ");
                }));
    }

    @Test
    void every_law_has_a_flaw_to_find() {
        assertThat(laws(Good::new))
                .extracting(Law::name)
                .isSubsetOf(
                        FLAWS.stream().map(flaw -> "ChannelLaws." + flaw.law()).toList());
    }

    @TestFactory
    Stream<DynamicTest> no_law_finds_anything_in_a_good_channel() {
        return laws(Good::new).stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }

    @TestFactory
    Stream<DynamicTest> a_channel_that_always_throws_keeps_the_laws() {
        Supplier<Channel> throwing = () -> new Good() {
            @Override
            public Outcome deliver(Message message) throws Exception {
                throw new IOException("connection reset");
            }
        };
        return laws(throwing).stream().map(law -> dynamicTest(law.name(), law.check()::run));
    }
}
