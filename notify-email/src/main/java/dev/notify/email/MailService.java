package dev.notify.email;

import dev.notify.channel.Channel;
import dev.notify.policy.Quota;
import dev.notify.policy.RateLimit;
import dev.notify.provider.Provider;

/**
 * What well-known mail services allow one account to send, so that an account is never closed for sending too much.
 *
 * <p>The figures are those the services publish for one recipient a mail; they may change, and {@code Provider}'s own setters override them. Our
 * day is a calendar's, some services count the last 24 hours: where one refuses earlier, the account is left alone for an hour at a time.
 */
public enum MailService {
    /** Gmail: 500 a day. Log in with an app password or a token. */
    GMAIL("smtp.gmail.com", 500, 0, 4),
    /** Google Workspace: 2,000 a day. */
    GOOGLE_WORKSPACE("smtp.gmail.com", 2_000, 0, 4),
    /** Microsoft 365: 10,000 a day, 30 a minute, three connections. */
    MICROSOFT_365("smtp.office365.com", 10_000, 30, 3);

    private final String host;
    private final int perDay;
    private final int perMinute;
    private final int connections;

    MailService(String host, int perDay, int perMinute, int connections) {
        this.host = host;
        this.perDay = perDay;
        this.perMinute = perMinute;
        this.connections = connections;
    }

    /** Begins a channel at its server, over STARTTLS on port 587, with as many connections as it allows: sender and login are to be added. */
    public EmailChannelBuilder smtp() {
        return EmailChannel.smtp(host, 587).connections(connections);
    }

    /**
     * One account as a provider of a pool, within what the service allows; what is beyond it goes to the next account, and waits for the next day
     * where there is none.
     *
     * @param name unique in its pool; operators read it in health, attempts and logs
     * @throws dev.notify.model.InvalidInputException as {@link Provider#of}
     */
    public Provider account(String name, Channel channel) {
        Provider account =
                Provider.of(name, channel).quota(Quota.perDay(perDay)).atOnce(connections);
        return perMinute == 0 ? account : account.rate(RateLimit.perMinute(perMinute));
    }
}
