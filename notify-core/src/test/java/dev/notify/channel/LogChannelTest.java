package dev.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.notify.delivery.Outcome;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LogChannelTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final LogChannel channel =
            LogChannel.standingFor(ChannelName.EMAIL).to(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @TestFactory
    Stream<DynamicTest> keeps_every_law_of_a_channel() {
        return ChannelLaws.of(() -> channel, () -> SampleMessages.by(ChannelName.EMAIL)).stream()
                .map(law -> dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void prints_one_line_that_says_what_it_is_and_masks_the_address() {
        channel.deliver(SampleMessages.to(Address.email("canary@clinic.example")));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("[log email] to c***@clinic.example: " + SampleMessages.TITLE_CANARY)
                .contains(SampleMessages.BODY_CANARY + " Second line.")
                .doesNotContain("canary@")
                .hasLineCount(1);
    }

    @Test
    void is_not_real_and_calls_its_deliveries_after_the_message() {
        var message = SampleMessages.by(ChannelName.EMAIL);
        assertThat(channel.real()).isFalse();
        assertThat(channel.deliver(message)).isEqualTo(Outcome.sent("log-" + message.id()));
    }

    @Test
    void stands_for_several_channels_but_for_none_twice() {
        assertThat(LogChannel.standingFor(ChannelName.SMS, ChannelName.PUSH))
                .extracting(Channel::name)
                .containsExactly(ChannelName.SMS, ChannelName.PUSH);
        assertThatThrownBy(() -> LogChannel.standingFor(ChannelName.SMS, ChannelName.SMS))
                .isInstanceOf(InvalidInputException.class);
    }
}
