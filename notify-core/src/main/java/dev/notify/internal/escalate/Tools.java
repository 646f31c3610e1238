package dev.notify.internal.escalate;

import dev.notify.internal.announce.Announcer;
import dev.notify.internal.base.Surroundings;
import dev.notify.internal.directory.Directory;
import dev.notify.internal.intake.Intake;
import dev.notify.internal.people.People;
import dev.notify.internal.setup.Setup;
import dev.notify.store.Store;
import java.util.function.Supplier;

/**
 * What climbing takes.
 *
 * @param intake what is sent goes through; asked once there is work
 */
record Tools(
        Setup setup,
        Surroundings surroundings,
        Store store,
        Announcer announcer,
        People people,
        Directory directory,
        Supplier<Intake> intake) {

    long now() {
        return surroundings.time().millis();
    }
}
