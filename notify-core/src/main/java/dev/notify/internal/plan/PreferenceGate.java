package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.setup.Setup;
import dev.notify.preference.Category;
import dev.notify.preference.Preferences;
import java.util.Optional;

/** Whether the recipient wants it, by this channel. */
final class PreferenceGate implements Gate {

    @Override
    public String name() {
        return "preference";
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        if (q.person().preferences().isEmpty() || q.person().isBareAddress()) {
            return Answer.ALLOW;
        }
        Category category = setup.categoryOf(q.type());
        Optional<Preferences.Choice> choice = q.person()
                .preferences()
                .get()
                .choiceOf(q.type().name(), q.type().category(), q.channel());
        boolean wanted = choice.map(Preferences.Choice::on).orElse(!category.optIn());
        if (wanted) {
            return Answer.ALLOW;
        }
        String why = choice.map(c -> "turned off by the recipient: " + subject(c.level(), q))
                .orElse("not turned on by the recipient: category " + category.name()
                        + " is sent only to those who do");
        return q.type()
                .mandatory()
                .map(reason -> Answer.allow(why + "; sent all the same, it is mandatory: " + reason))
                .orElseGet(() -> Answer.close(DeliveryState.SUPPRESSED, why));
    }

    @Override
    public boolean mayChange(Planner.Question q) {
        return true;
    }

    private static String subject(Preferences.Level level, Planner.Question q) {
        return switch (level) {
            case EVERYTHING -> "everything";
            case CHANNEL -> "everything on " + q.channel();
            case TYPE_ON_CHANNEL -> "type " + q.type().name() + " on " + q.channel();
            case TYPE -> "type " + q.type().name();
            case CATEGORY_ON_CHANNEL -> "category " + q.type().category() + " on " + q.channel();
            case CATEGORY -> "category " + q.type().category();
        };
    }
}
