package dev.notify.email;

import dev.notify.channel.Message;
import dev.notify.email.internal.smtp.Account;
import dev.notify.model.ChannelName;
import dev.notify.model.InvalidInputException;
import dev.notify.model.Names;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Collects what an {@link EmailChannel} is made of. Not safe for several threads; used once.
 *
 * <p>What is wrong, or given twice, is refused where it is given.
 */
public final class EmailChannelBuilder {

    private static final int TLS_PORT = 465;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,251}[A-Za-z0-9])?");
    private final Set<String> given = new HashSet<>();
    private final String host;
    private final int port;
    private final Set<String> headers = new HashSet<>();
    private String from = "";
    private @Nullable String fromName;
    private @Nullable String replyTo;
    private @Nullable String bouncesTo;
    private @Nullable String domain;
    private @Nullable String greeting;
    private @Nullable String user;
    private Supplier<String> secret = () -> "";
    private boolean secretIsToken;
    private Account.Security security;
    private @Nullable SSLContext tls;
    private boolean checkIdentity = true;
    private boolean checkAtStart = true;
    private ChannelName name = ChannelName.EMAIL;
    private Clock clock = Clock.systemUTC();
    private Function<Message, Optional<URI>> unsubscribe =
            message -> message.unsubscribeLink().filter(link -> "https".equalsIgnoreCase(link.getScheme()));
    private int largest = 10 * 1024 * 1024;
    private Duration connect = Duration.ofSeconds(10);
    private Duration reply = Duration.ofSeconds(30);
    private Duration body = Duration.ofSeconds(60);
    private Duration finalReply = Duration.ofSeconds(75);
    private int connections = 4;
    private int messages = 100;
    private Duration age = Duration.ofMinutes(5);
    private Duration idle = Duration.ofSeconds(30);

    EmailChannelBuilder(String host, int port) {
        if (!HOST.matcher(host).matches()) {
            throw new InvalidInputException("smtp.host", "is no name of a server: write one such as smtp.example.org");
        }
        if (port < 1 || port > 65_535) {
            throw new InvalidInputException(
                    "smtp.port", "is " + port + ": ports are 1 to 65535, for mail mostly 587 or 465");
        }
        this.host = host;
        this.port = port;
        this.security = port == TLS_PORT ? Account.Security.TLS : Account.Security.STARTTLS;
    }

    private EmailChannelBuilder once(String field) {
        if (!given.add(field)) {
            throw new InvalidInputException(field, "is given twice");
        }
        return this;
    }

    /** Sends from this address. Needed. */
    public EmailChannelBuilder from(String address) {
        this.from = Given.address("from", address);
        return once("from");
    }

    /** Sends from this address and shows this name. */
    public EmailChannelBuilder from(String address, String shownName) {
        this.fromName = Names.checkText("from.name", shownName, 120);
        return from(address);
    }

    /** Has answers sent here, unless the notification says where. Default: to the sender. */
    public EmailChannelBuilder replyTo(String address) {
        this.replyTo = Given.address("replyTo", address);
        return once("replyTo");
    }

    /** Has reports about mail that cannot be delivered sent here. Default: to the sender. */
    public EmailChannelBuilder bouncesTo(String address) {
        this.bouncesTo = Given.address("bouncesTo", address);
        return once("bouncesTo");
    }

    /** The name behind the @ in ids of messages and calendar entries; the same for all accounts of one sender. Default: that of the sender. */
    public EmailChannelBuilder domain(String name) {
        this.domain = Given.address("domain", "x@" + name).substring(2);
        return once("domain");
    }

    /** The name it gives itself when it greets the server. Default: the sender's domain. */
    public EmailChannelBuilder greeting(String hostName) {
        if (!HOST.matcher(hostName).matches()) {
            throw new InvalidInputException("greeting", "is no name of a host");
        }
        this.greeting = hostName;
        return once("greeting");
    }

    /** Logs in with a password, which is asked for at every new connection, so that it may change. */
    public EmailChannelBuilder login(String user, Supplier<String> secret) {
        this.user = Names.checkText("login", user, 320);
        this.secret = Objects.requireNonNull(secret, "secret");
        return once("login");
    }

    /**
     * Logs in by XOAUTH2 with an access token, which is asked for at every new connection, and once more if the server refuses it: give a
     * fresh one then.
     */
    public EmailChannelBuilder loginByToken(String user, Supplier<String> token) {
        this.secretIsToken = true;
        return login(user, token);
    }

    /** Speaks TLS from the first byte. Default: on port 465, elsewhere STARTTLS, which the server must offer. */
    public EmailChannelBuilder tlsFromTheStart() {
        this.security = Account.Security.TLS;
        return once("security");
    }

    /** Trusts what this context trusts. Default: the JVM's own. */
    public EmailChannelBuilder tls(SSLContext context) {
        this.tls = Objects.requireNonNull(context, "context");
        return once("tls");
    }

    /** Sends in the open: anybody on the way can read mail and password. For a server on this very machine. */
    public EmailChannelBuilder insecureWithoutTls() {
        this.security = Account.Security.NONE;
        return once("security");
    }

    /** Takes any certificate for any name: anybody on the way can pretend to be the server. */
    public EmailChannelBuilder insecureTrustAnyServer() {
        this.checkIdentity = false;
        return tls(AnyServer.context());
    }

    /** Starts without trying the account out. Default: {@code start()} fails if login, TLS or certificate are refused. */
    public EmailChannelBuilder withoutCheckAtStart() {
        this.checkAtStart = false;
        return once("withoutCheckAtStart");
    }

    /** Is the channel of this name. Default: {@link ChannelName#EMAIL}. */
    public EmailChannelBuilder named(ChannelName channel) {
        this.name = Objects.requireNonNull(channel, "channel");
        return once("named");
    }

    /** Dates mail by this clock. Default: the system's. */
    public EmailChannelBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return once("clock");
    }

    /**
     * Offers to unsubscribe with one click (RFC 8058) where this has an {@code https} link for a message: it is to unsubscribe whoever POSTs to
     * it. Default: the link of the message, where the service has {@code links(..)} and the type is not mandatory.
     */
    public EmailChannelBuilder unsubscribeBy(Function<Message, Optional<URI>> link) {
        this.unsubscribe = Objects.requireNonNull(link, "link");
        return once("unsubscribeBy");
    }

    /** Lets notifications carry these headers. Default: none. */
    public EmailChannelBuilder allowHeaders(String... names) {
        for (String header : names) {
            headers.add(Given.header(header));
        }
        return this;
    }

    /** Sends no mail of more bytes, as it goes over the wire: files grow by a third. Default: 10 MiB. */
    public EmailChannelBuilder largest(int bytes) {
        if (bytes < 10_000) {
            throw new InvalidInputException("largest", "must be 10000 or more");
        }
        this.largest = bytes;
        return once("largest");
    }

    /**
     * Waits so long for a connection, for an answer, until a mail is written, and for the answer to its end. The last is long, since a server that
     * was given up too early delivers all the same. Default: 10, 30, 60 and 75 seconds.
     */
    public EmailChannelBuilder timeouts(Duration connect, Duration reply, Duration body, Duration finalReply) {
        this.connect = Given.time("timeouts.connect", connect);
        this.reply = Given.time("timeouts.reply", reply);
        this.body = Given.time("timeouts.body", body);
        this.finalReply = Given.time("timeouts.finalReply", finalReply);
        return once("timeouts");
    }

    /** Has at most so many connections at once. Default: 4; some providers allow fewer. */
    public EmailChannelBuilder connections(int most) {
        if (most < 1 || most > 1_000) {
            throw new InvalidInputException("connections", "must be 1 to 1000");
        }
        this.connections = most;
        return once("connections");
    }

    /** Keeps a connection for so many mails, so long, and so long without use. Default: 100, 5 minutes, 30 seconds. */
    public EmailChannelBuilder keep(int mails, Duration age, Duration idle) {
        if (mails < 1) {
            throw new InvalidInputException("keep.mails", "must be 1 or more");
        }
        this.messages = mails;
        this.age = Given.time("keep.age", age);
        this.idle = Given.time("keep.idle", idle);
        return once("keep");
    }

    /**
     * Makes the channel; it connects when it is started.
     *
     * @throws InvalidInputException if there is no sender
     */
    public EmailChannel build() {
        if (from.isEmpty()) {
            throw new InvalidInputException("from", "is missing: say from(\"noreply@example.org\")");
        }
        String itsDomain = from.substring(from.lastIndexOf('@') + 1);
        Account account = new Account(
                host,
                port,
                security,
                tls == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : tls.getSocketFactory(),
                checkIdentity,
                greeting == null ? itsDomain : greeting,
                user,
                secret,
                secretIsToken,
                new Account.Limits(connect, reply, body, finalReply, connections, messages, age, idle));
        EmailChannel.Sender sender = new EmailChannel.Sender(
                from,
                fromName,
                replyTo,
                bouncesTo == null ? from : bouncesTo,
                domain == null ? itsDomain : domain,
                Set.copyOf(headers),
                unsubscribe,
                largest);
        return new EmailChannel(name, account, sender, clock, checkAtStart);
    }
}
