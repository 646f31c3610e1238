package dev.notify.email;

import dev.notify.channel.AttachedFile;
import dev.notify.channel.Channel;
import dev.notify.channel.Checkup;
import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.email.internal.mime.Letter;
import dev.notify.email.internal.mime.Mailboxes;
import dev.notify.email.internal.mime.Mime;
import dev.notify.email.internal.smtp.Account;
import dev.notify.email.internal.smtp.Connections;
import dev.notify.email.internal.smtp.Envelope;
import dev.notify.email.internal.smtp.Outcomes;
import dev.notify.model.Address;
import dev.notify.model.ChannelName;
import dev.notify.report.ProviderCall;
import dev.notify.report.Report;
import dev.notify.report.ReportReader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * E-mail by one account at one SMTP server.
 *
 * <p>Each delivery is a mail of its own to one recipient, under a {@code Message-ID} that stays the same at every try. The line is TLS, the
 * server's name is checked, and every wait has an end. Safe for all threads; it keeps up to four connections and one thread.
 *
 * <p>The outcome follows from how far the mail got and what the server answered: {@code maybe sent} only after the end of the mail was written, an
 * address is dead only where the server says so of the address, trouble of the account waits.
 */
public final class EmailChannel implements Channel, ReportReader {

    private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final ChannelName name;
    private final Account account;
    private final Sender sender;
    private final Clock clock;
    private final boolean checkAtStart;
    private @Nullable Connections connections;
    private boolean closed;

    /** What all mail of this channel has in common. */
    record Sender(
            String from,
            @Nullable String name,
            @Nullable String replyTo,
            String bouncesTo,
            String domain,
            Set<String> headers,
            Function<Message, Optional<URI>> unsubscribe,
            int largest) {}

    EmailChannel(ChannelName name, Account account, Sender sender, Clock clock, boolean checkAtStart) {
        this.name = name;
        this.account = account;
        this.sender = sender;
        this.clock = clock;
        this.checkAtStart = checkAtStart;
    }

    /**
     * By an account at this server; port 587 for STARTTLS, 465 for TLS from the start.
     *
     * @throws dev.notify.model.InvalidInputException naming {@code smtp.host} or {@code smtp.port}
     */
    public static EmailChannelBuilder smtp(String host, int port) {
        return new EmailChannelBuilder(host, port);
    }

    @Override
    public ChannelName name() {
        return name;
    }

    /** The sum of all waits that one mail can meet. */
    @Override
    public Duration timeout() {
        Account.Limits limits = account.limits();
        return limits.connect()
                .plus(limits.reply().multipliedBy(8))
                .plus(limits.connect())
                .plus(limits.body())
                .plus(limits.finalReply())
                .plus(MARGIN);
    }

    @Override
    public Optional<String> refuses(Address address) {
        return Optional.ofNullable(Mailboxes.problem(address.value()));
    }

    @Override
    public Optional<String> refuses(Enclosures enclosures) {
        for (String header : enclosures.headers().keySet()) {
            if (!sender.headers().contains(header.toLowerCase(Locale.ROOT))) {
                return Optional.of("has the header " + header
                        + ", which the e-mail channel does not allow: allowHeaders(..) adds it");
            }
        }
        long most = sender.largest() / 4L * 3 - 4_096;
        return enclosures.size() > most
                ? Optional.of("has attachments of " + enclosures.size() + " bytes: the e-mail channel sends at most "
                        + most + "; send a link to what is large")
                : Optional.empty();
    }

    /**
     * Tries the account out, unless told not to. A server that cannot be reached stops nobody: what is to be sent waits for it.
     *
     * @throws EmailException if the server refuses the login, offers no TLS, or is not who it should be
     */
    @Override
    public void start() {
        Connections line;
        synchronized (this) {
            connections = connections == null ? new Connections(account) : connections;
            line = connections;
        }
        if (!checkAtStart) {
            return;
        }
        Checkup found = checkup(line);
        if (found.result() == Checkup.Result.MISCONFIGURED) {
            forget(line);
            throw new EmailException(found.asText());
        }
        if (!found.ready()) {
            LOG.warn("{}", found.asText());
        }
    }

    /** So that a start that failed leaves no thread behind; another delivery, as by a pool that goes on, begins anew. */
    private void forget(Connections line) {
        synchronized (this) {
            connections = null;
        }
        line.close();
    }

    private synchronized Connections line() {
        if (closed) {
            throw new IllegalStateException("The e-mail channel is closed");
        }
        connections = connections == null ? new Connections(account) : connections;
        return connections;
    }

    @Override
    public Outcome deliver(Message message) throws Exception {
        String to = message.address().value();
        String problem = Mailboxes.problem(to);
        if (problem != null) {
            return Outcome.rejected("the address " + problem);
        }
        Optional<String> refused = refuses(message.enclosures());
        if (refused.isPresent()) {
            return Outcome.rejected("it " + refused.get());
        }
        byte[] mail;
        try {
            mail = Mime.of(letter(message, Mailboxes.wire(to)));
        } catch (IllegalArgumentException e) {
            return Outcome.rejected("it cannot be written as a mail: " + e.getMessage());
        }
        if (mail.length > sender.largest()) {
            return Outcome.rejected(
                    "the mail has " + mail.length + " bytes: at most " + sender.largest() + " are sent");
        }
        String wire = Mailboxes.wire(to);
        boolean utf8 = Mailboxes.needsUtf8(wire)
                || message.enclosures()
                        .replyTo()
                        .map(Mailboxes::wire)
                        .map(Mailboxes::needsUtf8)
                        .orElse(false);
        try {
            return Outcomes.of(line().submit(new Envelope(sender.bouncesTo(), wire, mail, utf8)), to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.tryAgain("interrupted before it was handed over");
        }
    }

    private Letter letter(Message message, String to) throws Exception {
        Enclosures along = message.enclosures();
        List<Letter.File> files = new ArrayList<>();
        for (AttachedFile file : along.files()) {
            files.add(new Letter.File(
                    file.name(), file.mediaType(), file.contentId().orElse(null), file.content()));
        }
        List<Letter.Header> headers = new ArrayList<>();
        sender.unsubscribe().apply(message).ifPresent(link -> {
            headers.add(new Letter.Header("List-Unsubscribe", "<" + https(link) + ">", false));
            headers.add(new Letter.Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click", false));
        });
        along.headers().forEach((header, value) -> headers.add(new Letter.Header(header, value, true)));
        String id = message.id().toString();
        return new Letter(
                id.replace("-", ""),
                new Letter.Mailbox(sender.name(), sender.from()),
                to,
                along.replyTo().map(Mailboxes::wire).orElse(sender.replyTo()),
                "<" + id + "@" + sender.domain() + ">",
                clock.instant(),
                message.words().title(),
                message.words().body(),
                message.words().html(),
                headers,
                files,
                along.invite().orElse(null),
                sender.domain());
    }

    private static String https(URI link) {
        String text = link.toASCIIString();
        boolean fits = "https".equalsIgnoreCase(link.getScheme())
                && text.length() <= 900
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '<' && c != '>' && c != ',');
        if (!fits) {
            throw new IllegalArgumentException("the link to unsubscribe is no https link of up to 900 characters");
        }
        return text;
    }

    /** Tries the account out: connects, goes over to TLS, logs in, and reads what the server offers. Blocks, sends nothing, never throws. */
    @Override
    public Optional<Checkup> checkup() {
        return Optional.of(checkup(line()));
    }

    private Checkup checkup(Connections line) {
        return new Examination(account, sender.largest(), clock.instant()).of(line.probe());
    }

    /** Reads a mail that reports of another ({@link Bounce}); the headers of the call do not matter. */
    @Override
    public List<Report> read(ProviderCall call) {
        return Bounce.parse(call.body()).map(bounce -> bounce.reports(name)).orElse(List.of());
    }

    @Override
    public void close() {
        Connections line;
        synchronized (this) {
            closed = true;
            line = connections;
        }
        if (line != null) {
            line.close();
        }
    }

    @Override
    public String toString() {
        return "EmailChannel[" + name + " by " + account.host() + ":" + account.port() + "]";
    }
}
