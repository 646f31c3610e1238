package dev.notify.webhook;

import dev.notify.model.Tenant;
import java.net.URI;
import java.util.List;

/** Which secrets sign posts to an endpoint. Called by many threads at once, before each post. */
@FunctionalInterface
public interface WebhookSecrets {

    /** The secrets of an endpoint, more than one while they are being changed; none if nothing is to be sent there. */
    List<WebhookSecret> of(Tenant tenant, URI endpoint);
}
