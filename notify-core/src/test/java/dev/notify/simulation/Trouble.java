package dev.notify.simulation;

import dev.notify.simulation.Faults.Fault;
import dev.notify.simulation.Provider.Answer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a seed is allowed to break, and how often. Each seed draws its own selection: a fault that is never alone hides what it alone
 * would show, and one that is always there hides what happens without it.
 *
 * @param store how many calls to the store in a hundred have one of {@code storeFaults}
 * @param channel how many calls to a channel in a hundred have one of {@code answers}
 * @param slow how many of the other calls to a channel in a hundred take a while, and {@code slowest} how long at most
 * @param mail who is behind the channel for e-mail
 */
record Trouble(
        int store,
        List<Fault> storeFaults,
        int channel,
        List<Answer> answers,
        int slow,
        int slowest,
        int atOnce,
        Mail mail,
        Set<Act> acts) {

    /** Who is behind the channel for e-mail: one provider, or a pool of two. */
    enum Mail {
        ALONE,
        IN_ORDER,
        IN_TURN
    }

    /** What happens to nodes, clocks and requests. */
    enum Act {
        SEND(true),
        SEND_LATER(true),
        SEND_BRIEF(true),
        SEND_BURST(true),
        SEND_DAYTIME(true),
        SEND_AT_ONCE(true),
        REPLAY_KEY(true),
        CONFLICT(true),
        IN_TRANSACTION(true),
        CANCEL(true),
        RESCHEDULE(true),
        SEND_NOW(true),
        SEND_TO_GROUPS(true),
        CANCEL_GROUPS(true),
        SEND_WITH_FALLBACK(true),
        CLOSE(false),
        CRASH(false),
        PAUSE(false),
        FREEZE(false),
        SKEW_NODE(false),
        JUMP_FORWARDS(false),
        JUMP_BACKWARDS(false),
        OUTAGE(false),
        LOSE_CONNECTION(false),
        CONTACTS_AWAY(false),
        GROUPS_AWAY(false),
        PROVIDER_AWAY(false),
        POISON(false);

        /** Whether it happens in a world without trouble too. */
        final boolean ordinary;

        Act(boolean ordinary) {
            this.ordinary = ordinary;
        }
    }

    private static final List<Act> ORDINARY =
            List.of(Act.values()).stream().filter(a -> a.ordinary).toList();

    /** Nothing goes wrong; calls take a while. */
    static Trouble none() {
        return new Trouble(0, List.of(), 0, List.of(), 60, 300, 4, Mail.ALONE, EnumSet.copyOf(ORDINARY));
    }

    /** Only the channel fails, and now and then. */
    static Trouble channelOnly() {
        return new Trouble(
                0,
                List.of(),
                20,
                List.of(Answer.TRY_AGAIN, Answer.THROWS, Answer.REJECTED),
                0,
                1,
                8,
                Mail.ALONE,
                EnumSet.copyOf(ORDINARY));
    }

    /** Channels refuse for good, and now and then for the moment: what has another way takes it. */
    static Trouble refusals() {
        return new Trouble(
                0,
                List.of(),
                40,
                List.of(Answer.REJECTED, Answer.TRY_AGAIN),
                0,
                1,
                8,
                Mail.ALONE,
                EnumSet.copyOf(ORDINARY));
    }

    /** The same with two providers for e-mail. */
    Trouble pooled() {
        return new Trouble(store, storeFaults, channel, answers, slow, slowest, atOnce, Mail.IN_ORDER, acts);
    }

    /** Nothing goes wrong but that there is more to do than providers are quick enough for. */
    static Trouble load() {
        return new Trouble(0, List.of(), 0, List.of(), 90, 4_000, 1, Mail.ALONE, EnumSet.copyOf(ORDINARY));
    }

    /** What this seed draws. */
    static Trouble drawn(SplittableRandom random) {
        return random.nextInt(8) == 0 ? load() : mixed(random);
    }

    private static Trouble mixed(SplittableRandom random) {
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        faults.remove(Fault.NONE);
        List<Answer> answers = new ArrayList<>(List.of(Answer.values()));
        answers.removeAll(List.of(Answer.SENT, Answer.SLOWLY, Answer.KILLS));
        EnumSet<Act> acts = EnumSet.copyOf(ORDINARY);
        for (Act act : Act.values()) {
            if (!act.ordinary && random.nextInt(100) < (act == Act.POISON ? 5 : 35)) {
                acts.add(act);
            }
        }
        boolean slow = random.nextInt(3) == 0;
        return new Trouble(
                random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(12),
                some(faults, random),
                random.nextInt(4) == 0 ? 0 : 5 + random.nextInt(35),
                some(answers, random),
                10 + random.nextInt(slow ? 90 : 50),
                slow ? 3_000 : 300,
                1 + random.nextInt(6),
                Mail.values()[random.nextInt(Mail.values().length)],
                acts);
    }

    private static <E> List<E> some(List<E> of, SplittableRandom random) {
        List<E> some = new ArrayList<>(of);
        some.removeIf(e -> random.nextInt(3) != 0);
        if (some.isEmpty()) {
            some.add(of.get(random.nextInt(of.size())));
        }
        return some;
    }
}
