package dev.notify.examples;

import dev.notify.examples.CustomChannel.PagerChannel;
import dev.notify.examples.CustomChannel.PagerNetwork;
import dev.notify.model.Address;
import dev.notify.testing.laws.ChannelLaws;
import dev.notify.testing.laws.SampleMessages;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PagerChannelTest {

    private final PagerNetwork network = (id, number, text) -> PagerNetwork.Answer.TAKEN;

    // region laws-in-junit
    @TestFactory
    Stream<DynamicTest> keeps_the_laws_of_channels() {
        return ChannelLaws.of(
                        () -> new PagerChannel(network),
                        () -> SampleMessages.to(Address.of(CustomChannel.PAGER, "4711")))
                .stream()
                .map(law ->
                        DynamicTest.dynamicTest(law.name(), () -> law.check().run()));
    }
    // endregion
}
