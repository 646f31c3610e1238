package dev.notify.architecture;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Breaks every rule of {@link Forbidden}, so that a test can see each of them find something. */
@SuppressWarnings({"unused", "JavaUtilDate"})
public final class Culprit {

    public List<JsonParser> show() {
        return List.of();
    }

    void readTheClock() {
        Supplier<Instant> now = Instant::now;
        System.out.println(now.get() + " " + System.nanoTime() + LocalDate.now(ZoneOffset.UTC) + new Date());
    }

    List<Object> innocent(Clock clock) {
        return List.of(LocalDate.now(clock), new Date(0));
    }

    void waste() throws InterruptedException {
        Thread.sleep(1);
        new Thread(() -> System.err.println(new Random().nextInt())).start();
    }

    Object revive(InputStream bytes) throws IOException, ClassNotFoundException {
        return new ObjectInputStream(bytes).readObject();
    }
}
