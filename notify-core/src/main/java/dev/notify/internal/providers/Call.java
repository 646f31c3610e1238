package dev.notify.internal.providers;

import dev.notify.channel.Channel;
import dev.notify.delivery.Outcome;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call of one provider; whatever comes first, its answer or the end of patience, is what counts. */
final class Call implements Providers.Pass {

    private final Gateway gateway;
    private final Account account;
    private final String recipient;
    private final boolean probe;
    private final AtomicBoolean over = new AtomicBoolean();

    Call(Gateway gateway, Account account, String recipient, boolean probe) {
        this.gateway = gateway;
        this.account = account;
        this.recipient = recipient;
        this.probe = probe;
    }

    Account account() {
        return account;
    }

    boolean probe() {
        return probe;
    }

    @Override
    public Channel channel() {
        return account.provider().channel();
    }

    @Override
    public Optional<String> name() {
        return gateway.pooled() ? Optional.of(account.provider().name()) : Optional.empty();
    }

    @Override
    public void answered(Outcome outcome) {
        ended(new Account.Answer(outcome, false, recipient));
    }

    @Override
    public void broke(Outcome outcome) {
        ended(new Account.Answer(outcome, true, recipient));
    }

    private void ended(Account.Answer answer) {
        if (over.compareAndSet(false, true)) {
            gateway.answered(this, answer);
        }
    }

    /** It did not come to a call. */
    void notCalled() {
        if (over.compareAndSet(false, true)) {
            gateway.notCalled(this);
        }
    }
}
