package dev.notify.internal.content;

import dev.notify.internal.json.Digest;
import dev.notify.model.Recipient;
import dev.notify.request.Notification;
import java.util.stream.Collectors;

/** Whom a request is for and what it is about, as one number: requests that differ in it may not share a key. */
final class Shape {

    private Shape() {}

    static long of(Notification n) {
        String recipients = n.recipients().stream().map(Recipient::key).sorted().collect(Collectors.joining("\n"));
        String groups = n.groups().stream().map(g -> "\n\n" + g.key()).sorted().collect(Collectors.joining());
        return Digest.of(recipients + "\n\n" + n.subject().orElse("") + groups);
    }
}
