package dev.notify.email.internal.smtp;

import dev.notify.email.internal.smtp.Submission.Phase;
import dev.notify.email.internal.smtp.Submission.Trouble;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection, by the protocol of Angus: greeting, TLS, login, and then mail after mail, each as bytes that are ready.
 *
 * <p>Used by one thread at a time. It always knows which phase it is in, so that a failure can be told from an ambiguity.
 */
final class Connection extends SMTPTransport {

    private static final Duration RESET = Duration.ofSeconds(5);

    private final Account account;
    private final @Nullable String secret;
    private final GuardedSocket socket;
    private final long openedAt = System.nanoTime();
    private Phase phase = Phase.CONNECT;
    private @Nullable Reply reply;
    private @Nullable Reply first;
    private int mails;
    private long largest;
    private boolean usable;
    private long restsSince = openedAt;

    private static String secretOf(Account account) throws Failure {
        String secret = "";
        try {
            secret = Objects.requireNonNullElse(account.secret().get(), "");
        } catch (RuntimeException e) {
            // The host's own trouble: what it says may hold the secret.
        }
        if (secret.isEmpty()) {
            throw new Failure(Submission.failed(Phase.LOGIN, Trouble.NO_SECRET));
        }
        return secret;
    }

    private Connection(Session session, Account account, @Nullable String secret) {
        super(session, new URLName("smtp", account.host(), account.port(), null, null, null));
        this.account = account;
        this.secret = secret;
        this.socket = new GuardedSocket(account.host());
    }

    /** Connects, goes over to TLS, logs in. */
    static Connection open(Session session, Account account, Watch watch) throws Failure {
        Connection connection = new Connection(session, account, account.user() == null ? null : secretOf(account));
        watch.add(connection.socket);
        try {
            connection.connectTo();
            connection.largest = connection.offer().largest();
            connection.usable = true;
            return connection;
        } finally {
            if (!connection.usable) {
                connection.drop(watch);
            } else {
                connection.rests();
            }
        }
    }

    private synchronized void connectTo() throws Failure {
        try {
            socket.within(account.limits().connect());
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(account.host(), account.port()), (int)
                    account.limits().connect().toMillis());
            socket.within(account.limits().reply());
            Socket line = account.security() == Account.Security.TLS ? secured() : socket;
            phase = Phase.GREETING;
            connect(line);
        } catch (MessagingException | IOException | RuntimeException e) {
            throw new Failure(Diagnosis.ofConnecting(e, phase, reply, socket.overdue()));
        }
        if (account.user() != null && !supportsExtension("AUTH") && !supportsExtension("AUTH=LOGIN")) {
            throw new Failure(Submission.failed(Phase.LOGIN, Trouble.NO_LOGIN));
        }
    }

    private SSLSocket secured() throws IOException {
        phase = Phase.TLS;
        SSLSocket line =
                (SSLSocket) new Securing(account.tls()).createSocket(socket, account.host(), account.port(), true);
        if (account.checkIdentity()) {
            SSLParameters parameters = line.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            line.setSSLParameters(parameters);
        }
        line.startHandshake();
        return line;
    }

    /** Greets, secures and logs in, with the secret of this moment. */
    @Override
    protected synchronized boolean protocolConnect(String host, int port, String user, String password)
            throws MessagingException {
        try {
            return super.protocolConnect(account.host(), account.port(), account.user(), secret);
        } catch (jakarta.mail.AuthenticationFailedException e) {
            throw new MessagingException(e.getMessage(), e); // of its own kind it would be asked for and tried again
        }
    }

    @Override
    protected void startTLS() throws MessagingException {
        phase = Phase.TLS;
        super.startTLS();
        phase = Phase.GREETING;
        socket.within(account.limits().reply());
    }

    @Override
    public synchronized int simpleCommand(String command) throws MessagingException {
        if (command.toUpperCase(Locale.ROOT).startsWith("AUTH ")) {
            phase = Phase.LOGIN;
            socket.within(account.limits().reply());
        }
        return super.simpleCommand(command);
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (code < 0 && "[EOF]".equals(getLastServerResponse())) {
            throw new MessagingException("The connection ended");
        }
        reply = Reply.of(code, getLastServerResponse());
        first = first == null ? reply : first;
        return code;
    }

    /** Hands one mail over; never throws. */
    synchronized Submission submit(Envelope envelope) {
        if (envelope.utf8() && !supportsExtension("SMTPUTF8")) {
            return Submission.failed(Phase.MAIL, Trouble.NEEDS_UTF8);
        }
        if (tooLarge(envelope.mail().length)) {
            return Submission.failed(Phase.MAIL, Trouble.TOO_LARGE);
        }
        mails++;
        usable = false;
        try {
            Submission end = transact(envelope);
            usable = end.trouble() == Trouble.NONE
                    && end.reply() != null
                    && end.reply().code() != 421;
            if (usable && end.phase() != Phase.END) {
                reset();
            }
            return end;
        } catch (MessagingException | IOException | RuntimeException e) {
            usable = false;
            return Submission.failed(phase, Diagnosis.trouble(e, phase, socket.overdue()));
        }
    }

    private boolean tooLarge(int bytes) {
        return largest > 0 && largest < bytes;
    }

    private Submission transact(Envelope envelope) throws MessagingException, IOException {
        String mail = "MAIL FROM:<" + envelope.from() + ">"
                + (envelope.utf8() ? " SMTPUTF8" : "")
                + (supportsExtension("SIZE") ? " SIZE=" + envelope.mail().length : "");
        String rcpt = "RCPT TO:<" + envelope.to() + ">";
        boolean together = !envelope.utf8() && supportsExtension("PIPELINING");
        socket.within(account.limits().reply());
        Reply toMail;
        Reply toRcpt;
        if (together) {
            phase = Phase.MAIL;
            sendCommand(mail);
            sendCommand(rcpt);
            toMail = answer();
            if (!toMail.answered() || toMail.code() == 421) {
                return Submission.answered(phase, toMail);
            }
            phase = Phase.RCPT;
            toRcpt = answer();
            if (!toMail.good()) {
                return Submission.answered(Phase.MAIL, toMail);
            }
        } else {
            phase = Phase.MAIL;
            toMail = say(mail);
            if (!toMail.good()) {
                return Submission.answered(phase, toMail);
            }
            phase = Phase.RCPT;
            socket.within(account.limits().reply());
            toRcpt = say(rcpt);
        }
        return toRcpt.good() ? content(envelope.mail()) : Submission.answered(phase, toRcpt);
    }

    private Submission content(byte[] mail) throws MessagingException, IOException {
        phase = Phase.DATA;
        socket.within(account.limits().reply());
        first = null;
        OutputStream body;
        try {
            body = data();
        } catch (MessagingException e) {
            Reply said = first;
            if (said != null && said.answered()) {
                return Submission.answered(phase, said);
            }
            throw e;
        }
        phase = Phase.BODY;
        socket.within(account.limits().body());
        body.write(mail);
        phase = Phase.END;
        socket.within(account.limits().finalReply());
        return Submission.answered(phase, say("."));
    }

    private Reply answer() throws MessagingException {
        readServerResponse();
        return Objects.requireNonNull(reply);
    }

    private Reply say(String command) throws MessagingException {
        simpleCommand(command.getBytes(StandardCharsets.UTF_8));
        return Objects.requireNonNull(reply);
    }

    /** After a refusal in the middle: the server forgets the mail, and the connection can be used on. */
    private void reset() throws MessagingException {
        socket.within(RESET);
        usable = phase == Phase.DATA ? usable : say("RSET").good();
    }

    /** Whether the server still listens. */
    synchronized boolean alive() {
        try {
            socket.within(RESET);
            usable = say("NOOP").answered() && Objects.requireNonNull(reply).code() != 421;
        } catch (MessagingException | RuntimeException e) {
            usable = false;
        }
        return usable;
    }

    void rests() {
        restsSince = System.nanoTime();
        socket.rests();
    }

    boolean restedFor(Duration time) {
        return System.nanoTime() - restsSince >= time.toNanos();
    }

    /** Whether it may carry another mail. */
    boolean usable() {
        return usable
                && mails < account.limits().messages()
                && System.nanoTime() - openedAt < account.limits().age().toNanos();
    }

    /** Says goodbye and closes; waits for nothing. */
    void leave(Watch watch) {
        socket.within(RESET);
        try {
            close();
        } catch (MessagingException | RuntimeException e) {
            // It is closed below.
        }
        drop(watch);
    }

    /** Closes without a word. */
    void drop(Watch watch) {
        usable = false;
        watch.remove(socket);
        socket.cut();
    }

    /** What the server offers. */
    synchronized Offer offer() {
        return Offer.of(this, socket.securedBy());
    }
}
