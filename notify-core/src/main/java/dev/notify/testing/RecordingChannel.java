package dev.notify.testing;

import dev.notify.channel.Channel;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.internal.base.Tasks;
import dev.notify.model.ChannelName;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A channel that keeps what it is given and answers as it is told. Safe for all threads.
 *
 * <p>Counts as real, so that tests of CRITICAL types need no other.
 */
public final class RecordingChannel implements Channel {

    /** Answers one message in place of "sent"; what it answers without {@code Sent} was not received. */
    @FunctionalInterface
    public interface Answer {
        /** The answer. */
        Outcome to(Message message) throws Exception;
    }

    private final ChannelName name;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Message> received = new ArrayList<>();
    private final ArrayDeque<Answer> next = new ArrayDeque<>();
    private int calls;

    private RecordingChannel(ChannelName name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /** Records in place of this channel. */
    public static RecordingChannel of(ChannelName name) {
        return new RecordingChannel(name);
    }

    /** The next try fails and is to be tried again. */
    public RecordingChannel failNext(String reason) {
        return answerNext(m -> Outcome.tryAgain(reason));
    }

    /** The next tries, so many of them, fail and are to be tried again. */
    public RecordingChannel failNext(int times, String reason) {
        for (int i = 0; i < times; i++) {
            failNext(reason);
        }
        return this;
    }

    /** The next try fails and is to be tried again no sooner than after this long. */
    public RecordingChannel failNext(Duration after, String reason) {
        return answerNext(m -> Outcome.tryAgain(after, reason));
    }

    /** The next try is refused for good. */
    public RecordingChannel rejectNext(String reason) {
        return answerNext(m -> Outcome.rejected(reason));
    }

    /** The next try throws this. */
    public RecordingChannel throwNext(Throwable failure) {
        return answerNext(m -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        });
    }

    /** The next message is received, and the answer is lost on the way back: maybe sent. */
    public RecordingChannel losesNextReply() {
        return answerNext(m -> {
            keep(m);
            return Outcome.maybeSent("the reply was lost");
        });
    }

    /** The next try never returns; the time limit ends it. Only with the virtual clock of {@link TestNotifications}. */
    public RecordingChannel hangs() {
        return answerNext(m -> {
            throw new Tasks.NeverReturns();
        });
    }

    /** The next try is answered like this. */
    public RecordingChannel answerNext(Answer answer) {
        lock.lock();
        try {
            next.addLast(Objects.requireNonNull(answer, "answer"));
            return this;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ChannelName name() {
        return name;
    }

    @Override
    public Outcome deliver(Message message) throws Exception {
        Answer answer = nextAnswer();
        if (answer != null) {
            Outcome outcome = answer.to(message);
            if (outcome instanceof Outcome.Sent) {
                keep(message);
            }
            return outcome;
        }
        keep(message);
        return Outcome.sent("recorded-" + message.id());
    }

    private @Nullable Answer nextAnswer() {
        lock.lock();
        try {
            calls++;
            return next.pollFirst();
        } finally {
            lock.unlock();
        }
    }

    private void keep(Message message) {
        lock.lock();
        try {
            received.add(message);
        } finally {
            lock.unlock();
        }
    }

    /** Every message received, in order. */
    public List<Message> received() {
        lock.lock();
        try {
            return List.copyOf(received);
        } finally {
            lock.unlock();
        }
    }

    /** How many tries there were, received or not. */
    public int tries() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was received. */
    public void clear() {
        lock.lock();
        try {
            received.clear();
            calls = 0;
        } finally {
            lock.unlock();
        }
    }
}
