package dev.notify.internal.plan;

import dev.notify.delivery.DeliveryState;
import dev.notify.internal.setup.Setup;
import dev.notify.model.Contact;

/**
 * Whether the recipient is known, to be reached, and has an address on the channel. An inbox needs none, and nobody who knows the recipient
 * but the host that names them.
 */
final class ContactGate implements Gate {

    @Override
    public String name() {
        return "contact";
    }

    @Override
    public Answer judge(Planner.Question q, Setup setup) {
        if (!q.person().known()) {
            return Answer.ALLOW;
        }
        boolean inbox = setup.lines().isInbox(q.channel());
        if (q.person().contact().isEmpty()) {
            return inbox && setup.seams().contacts().isEmpty()
                    ? Answer.ALLOW
                    : suppressed("nobody is known by that id");
        }
        Contact contact = q.person().contact().get();
        if (contact.status() != Contact.Status.ACTIVE) {
            return suppressed("the contact is " + contact.status());
        }
        if (!inbox && contact.addressOn(q.channel()).isEmpty()) {
            return Answer.closeChannel("the contact has no address on " + q.channel());
        }
        return Answer.ALLOW;
    }

    @Override
    public boolean mayChange(Planner.Question q) {
        return !q.person().fixed();
    }

    private static Answer suppressed(String why) {
        return Answer.close(DeliveryState.SUPPRESSED, why);
    }
}
