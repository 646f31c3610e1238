package dev.notify.examples.bench.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server for this process alone: it takes every mail over STARTTLS, counts it and throws it away. */
final class MailSink implements AutoCloseable {

    private final SSLContext tls;
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong mails = new AtomicLong();

    MailSink(SSLContext tls) throws IOException {
        this.tls = tls;
        start(() -> {
            while (true) {
                Socket one = socket.accept();
                open.add(one);
                start(() -> talk(one));
            }
        });
    }

    /** A part of a conversation; it ends when its socket does. */
    private interface Part {
        void run() throws IOException;
    }

    private static void start(Part part) {
        Thread thread = new Thread(
                () -> {
                    try {
                        part.run();
                    } catch (IOException e) {
                        // The end of the conversation.
                    }
                },
                "mail-sink");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many it took. */
    long mails() {
        return mails.get();
    }

    private void talk(Socket plain) throws IOException {
        try (plain) {
            plain.setTcpNoDelay(true);
            Line line = new Line(plain.getInputStream(), plain.getOutputStream());
            line.say("220 sink ESMTP");
            if (converse(line, "250-sink\r\n250-8BITMIME\r\n250 STARTTLS")) {
                SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", port(), true);
                secure.setUseClientMode(false);
                converse(new Line(secure.getInputStream(), secure.getOutputStream()), "250-sink\r\n250 8BITMIME");
            }
        } finally {
            open.remove(plain);
        }
    }

    /** Answers until it is told to go over to TLS (then true) or nothing more comes. */
    private boolean converse(Line line, String offer) throws IOException {
        for (String said = line.hear(); said != null; said = line.hear()) {
            String verb = said.substring(0, Math.min(4, said.length()));
            switch (verb) {
                case "EHLO" -> line.say(offer);
                case "STAR" -> {
                    line.say("220 go on");
                    return true;
                }
                case "DATA" -> {
                    line.say("354 go on");
                    line.skipMail();
                    line.say("250 2.0.0 Ok: taken as " + mails.incrementAndGet());
                }
                case "QUIT" -> {
                    line.say("221 bye");
                    return false;
                }
                default -> line.say("250 2.1.0 Ok");
            }
        }
        return false;
    }

    /** One side of a conversation. */
    private static final class Line {
        private static final byte[] END = {'\r', '\n', '.', '\r', '\n'};
        private final InputStream in;
        private final OutputStream out;

        Line(InputStream in, OutputStream out) {
            this.in = new BufferedInputStream(in, 16_384);
            this.out = out;
        }

        void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        @Nullable
        String hear() throws IOException {
            StringBuilder line = new StringBuilder(80);
            int b = in.read();
            while (b >= 0 && b != '\n') {
                if (b != '\r') {
                    line.append((char) b);
                }
                b = in.read();
            }
            return b < 0 ? null : line.toString();
        }

        void skipMail() throws IOException {
            int matched = 2; // as if after a line
            while (matched < END.length) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("the mail did not end");
                }
                matched = b == END[matched] ? matched + 1 : b == '\r' ? 1 : 0;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
