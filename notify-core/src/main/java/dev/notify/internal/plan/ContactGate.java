package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.delivery.Verdict;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Contact;

/** Whether the recipient is known, to be reached, and has an address on the channel. */
final class ContactGate implements Gate {

    @Override
    public String name() {
        return "contact";
    }

    @Override
    public Verdict judge(Planner.Question q, Setup setup) {
        if (!q.contactKnown()) {
            return Verdict.ALLOW;
        }
        if (q.contact().isEmpty()) {
            return suppressed("nobody is known by that id");
        }
        Contact contact = q.contact().get();
        if (contact.status() != Contact.Status.ACTIVE) {
            return suppressed("the contact is " + contact.status());
        }
        if (contact.addressOn(q.channel()).isEmpty()) {
            return suppressed("the contact has no address on " + q.channel());
        }
        return Verdict.ALLOW;
    }

    private static Verdict suppressed(String why) {
        return new Verdict.Close(DeliveryState.SUPPRESSED, why);
    }
}
