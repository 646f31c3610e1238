package dev.notify.internal.dispatch;

import dev.notify.delivery.Decision;
import dev.notify.delivery.Verdict;
import dev.notify.internal.plan.Planner;
import dev.notify.internal.quota.QuotaStore;
import dev.notify.internal.setup.Setup;
import dev.notify.policy.Quota;
import dev.notify.preference.Category;
import dev.notify.store.Rows;

/** Counts what is about to go out in its recipient's cap for the category; one notification counts once, on however many channels. */
final class Caps {

    private final Setup setup;
    private final Planner planner;
    private final QuotaStore quotas;

    Caps(Setup setup, Planner planner, QuotaStore quotas) {
        this.setup = setup;
        this.planner = planner;
        this.quotas = quotas;
    }

    /**
     * What was decided, or, of what may go out and is one too many, what becomes of that.
     *
     * @throws dev.notify.store.StoreException if it cannot be counted now
     */
    Decision counted(Planner.Question question, Decision decided, Rows.Notification notification) {
        Category category = setup.categoryOf(question.type());
        if (decided.verdict() != Verdict.ALLOW
                || category.cap().isEmpty()
                || question.passesHolds()
                || question.forced()
                || question.person().contact().isEmpty()) {
            return decided;
        }
        Quota cap = category.cap().get();
        String recipient = quotas.lookup(question.person().contact().get().id());
        QuotaStore.Key key = new QuotaStore.Key(notification.tenant(), "cap:" + category.name() + ":" + recipient, cap);
        return quotas.take(key, notification.id()) ? decided : planner.tooMany(question, cap);
    }
}
