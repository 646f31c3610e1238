package dev.notify.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays a server over plain sockets, so that it may behave as no library would let it. One connection, one answer. */
public final class PlayedServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Part part;

    /** What the server got. */
    public record Asked(String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    /** What the server does with one connection once it has read the call. */
    @FunctionalInterface
    public interface Part {
        void play(Asked asked, OutputStream out) throws IOException, InterruptedException;
    }

    public PlayedServer(Part part) throws IOException {
        this.part = part;
        this.socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        begin(this::accept);
    }

    /** Answers with this status and these headers. */
    public static PlayedServer answering(int status, String body, String... headers) throws IOException {
        return new PlayedServer(answer(status, body, headers));
    }

    /** An answer of this status, with these headers. */
    public static Part answer(int status, String body, String... headers) {
        return (asked, out) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Played\r\nConnection: close\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
            out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
        };
    }

    private interface Body {
        void run() throws Exception;
    }

    private static void begin(Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (Exception e) {
                // The end of the play.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket one = socket.accept();
            connections.incrementAndGet();
            open.add(one);
            begin(() -> {
                try (one) {
                    Asked call = read(new BufferedInputStream(one.getInputStream()));
                    asked.add(call);
                    part.play(call, one.getOutputStream());
                }
            });
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Asked(first[1], headers, new String(body, StandardCharsets.ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Plays this from now on. */
    public void play(Part other) {
        part = other;
    }

    /** Where it is. */
    public String url(String path) {
        return origin() + path;
    }

    /** Where it is, without a path. */
    public String origin() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Sends to it, and nowhere else that is private. */
    public HttpSenderBuilder sender() {
        return HttpSender.builder().guard(EndpointGuard.publicHttps().allow(origin()));
    }

    /** What it got, in order. */
    public BlockingQueue<Asked> asked() {
        return asked;
    }

    /** How many connections were made to it. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
