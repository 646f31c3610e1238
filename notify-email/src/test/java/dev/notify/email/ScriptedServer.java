package dev.notify.email;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that does what a test says, also what no server should. Without a script it takes everything. */
final class ScriptedServer implements AutoCloseable {

    /** What it does when it hears a verb, {@code CONNECT} and {@code END} (of a mail) among them. */
    interface Step {
        void answer(Talk talk) throws Exception;
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final Map<String, Step> steps = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final SSLContext tls;
    private final boolean tlsFromTheStart;

    ScriptedServer() throws Exception {
        this(null, false);
    }

    ScriptedServer(SSLContext tls, boolean fromTheStart) throws Exception {
        this.tls = tls;
        this.tlsFromTheStart = fromTheStart;
        start(this::accept);
    }

    private void start(Runnable body) {
        Thread thread = new Thread(body, "scripted-server");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** What a client needs to trust it; that of a good one if it has no certificate. */
    SSLContext trusted() throws Exception {
        return tls == null ? Certificates.good() : tls;
    }

    int port() {
        return socket.getLocalPort();
    }

    ScriptedServer on(String verb, Step step) {
        steps.put(verb, step);
        return this;
    }

    ScriptedServer on(String verb, String reply) {
        return on(verb, talk -> talk.say(reply));
    }

    /** How often it heard this verb. */
    long count(String verb) {
        return heard.stream()
                .filter(line -> line.toUpperCase(Locale.ROOT).startsWith(verb))
                .count();
    }

    List<String> heard() {
        return heard;
    }

    List<String> mails() {
        return mails;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket one = socket.accept();
                open.add(one);
                start(() -> serve(one));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket one) {
        try (Talk talk = new Talk(one)) {
            if (tlsFromTheStart) {
                talk.secure();
            }
            talk.step("CONNECT", t -> t.say("220 scripted ESMTP"));
            String line = talk.hear();
            while (line != null) {
                heard.add(line);
                talk.last = line;
                answer(talk, line);
                line = talk.hear();
            }
        } catch (Exception e) {
            // The end of a conversation is what many scripts are about.
        }
    }

    private void answer(Talk talk, String line) throws Exception {
        String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        switch (verb) {
            case "EHLO" ->
                talk.step(
                        verb,
                        t -> t.say(
                                tls != null && !t.secured
                                        ? "250-scripted\r\n250-STARTTLS\r\n250 SIZE 50000000"
                                        : "250-scripted\r\n250-AUTH PLAIN LOGIN XOAUTH2\r\n250 SIZE 50000000"));
            case "STARTTLS" ->
                talk.step(verb, t -> {
                    t.say("220 go on");
                    t.secure();
                });
            case "AUTH" -> talk.step(verb, t -> t.say("235 2.7.0 welcome"));
            case "DATA" -> {
                talk.step(verb, t -> t.say("354 go on"));
                if (talk.said.startsWith("354")) {
                    mails.add(talk.hearMail());
                    talk.step("END", t -> t.say("250 2.0.0 Ok: queued as " + mails.size()));
                }
            }
            case "QUIT" -> talk.step(verb, t -> t.say("221 bye"));
            default -> talk.step(verb, t -> t.say("250 2.0.0 Ok"));
        }
    }

    /** One conversation. */
    final class Talk implements AutoCloseable {
        private Socket line;
        private InputStream in;
        private OutputStream out;
        boolean secured;
        String last = "";
        private String said = "";

        Talk(Socket line) throws IOException {
            this.line = line;
            streams();
        }

        private void streams() throws IOException {
            in = new BufferedInputStream(line.getInputStream());
            out = line.getOutputStream();
        }

        void step(String verb, Step usual) throws Exception {
            steps.getOrDefault(verb, usual).answer(this);
        }

        void say(String text) throws IOException {
            said = text;
            raw(text + "\r\n");
        }

        void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Waits as long as the test lasts, or for so long. */
        void hang(long millis) throws InterruptedException {
            closing.await(millis, TimeUnit.MILLISECONDS);
        }

        void hang() throws InterruptedException {
            hang(60_000);
        }

        void hangUp() throws IOException {
            line.close();
            throw new IOException("hung up");
        }

        /** Ends the connection as a machine that died would have it ended. */
        void reset() throws IOException {
            line.setSoLinger(true, 0);
            hangUp();
        }

        void secure() throws IOException {
            SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(line, "localhost", port(), true);
            secure.setUseClientMode(false);
            secure.startHandshake();
            line = secure;
            open.add(secure);
            secured = true;
            streams();
        }

        String hear() throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            int b = in.read();
            while (b >= 0 && b != '\n') {
                text.write(b);
                b = in.read();
            }
            return b < 0 ? null : text.toString(StandardCharsets.UTF_8).replaceAll("\r$", "");
        }

        private String hearMail() throws IOException {
            List<String> lines = new ArrayList<>();
            String text = hear();
            while (text != null && !text.equals(".")) {
                lines.add(text.startsWith(".") ? text.substring(1) : text);
                text = hear();
            }
            if (text == null) {
                throw new IOException("the mail did not end");
            }
            return String.join("\r\n", lines) + "\r\n";
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }

    @Override
    public void close() throws Exception {
        closing.countDown();
        socket.close();
        for (Socket one : open) {
            one.close();
        }
        for (Thread thread : threads) {
            thread.join(10_000);
        }
    }
}
