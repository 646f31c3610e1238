package dev.notify.examples.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.notify.examples.bench.raw.Flavor;
import dev.notify.examples.bench.report.Backdrop;
import dev.notify.examples.bench.report.Figure;
import dev.notify.examples.bench.report.Sheet;
import dev.notify.examples.bench.report.Tally;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What is measured once on a database, because noise hardly touches it: two processes, and what PostgreSQL says it did. */
record Once(Ground ground, Pace pace, Sheet sheet, Tally tally, Progress progress) {

    private static final String COSTS = "costs";
    private static final String TWINS = "twins";
    private static final String DECIDING = "deciding";
    private static final String CROWD = "crowd";

    void twins(Path folder) throws Exception {
        ground.create(TWINS);
        String url = ground.url(TWINS).orElse("");
        if (url.isEmpty()) {
            sheet.remark("Two nodes in two processes: not on " + ground.name() + ", which one process has for itself.");
            return;
        }
        try (HikariDataSource source = ground.open(TWINS)) {
            Twins.Outcome both = Twins.drain(url, source, pace.counted(), folder, tally);
            sheet.add(Figure.TWO_NODES, Backdrop.EMPTY, both.perSecond());
            sheet.remark(both.words());
            progress.say(ground.name() + ": " + both.words());
        }
    }

    /** Each session has connections of its own, which end with it: only then the server knows all they did. */
    void costs() throws Exception {
        if (ground.flavor() != Flavor.POSTGRES) {
            return;
        }
        ground.create(COSTS);
        String url = ground.url(COSTS).orElseThrow();
        int count = pace.counted();
        session(true, node -> {});
        ServerCosts start = ServerCosts.now(url);
        session(false, node -> {});
        ServerCosts opened = ServerCosts.now(url);
        session(false, node -> node.fill(count, Instant.EPOCH, new ConcurrentLinkedQueue<>()));
        ServerCosts accepted = ServerCosts.now(url);
        session(true, node -> {
            node.owes(count);
            node.awaitSettled();
        });
        ServerCosts drained = ServerCosts.now(url);
        session(true, node -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500)));
        ServerCosts worked = ServerCosts.now(url);
        session(true, node -> node.sendAll(64, count));
        ServerCosts sent = ServerCosts.now(url);
        ServerCosts opening = opened.since(start);
        ServerCosts working = worked.since(drained);
        sheet.addCosts("accept, 64 callers", accepted.since(opened).each(count, opening));
        sheet.addCosts("drain", drained.since(accepted).each(count, working));
        sheet.addCosts("immediate end to end, 64 callers", sent.since(worked).each(count, working));
        progress.say(ground.name() + ": counted what " + count + " notifications cost the server");
    }

    /** What deciding and wording costs beside settling. */
    void deciding() throws Exception {
        ground.create(DECIDING);
        try (HikariDataSource source = ground.open(DECIDING)) {
            String said = Deciding.beside(source, pace.seconds() < 20 ? 3 : 21);
            sheet.remark(said);
            progress.say(ground.name() + ": " + said);
        }
    }

    /** One notification to so many; nothing for 0. */
    void crowd(int people) throws Exception {
        if (people == 0) {
            return;
        }
        ground.create(CROWD);
        try (HikariDataSource source = ground.open(CROWD)) {
            String said = Crowd.measure(source, people, tally);
            sheet.remark(said);
            progress.say(ground.name() + ": " + said);
        }
    }

    private interface Body {
        void on(Node node) throws Exception;
    }

    private void session(boolean works, Body body) throws Exception {
        try (HikariDataSource source = ground.open(COSTS);
                Node node = works ? Node.working(source, "counted", tally) : Node.acceptOnly(source)) {
            body.on(node);
        }
    }
}
