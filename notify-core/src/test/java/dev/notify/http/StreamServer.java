package dev.notify.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Plays a server of HTTP/2, frame by frame, as far as one needs it to misbehave. */
final class StreamServer implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final int MAX_STREAMS = 3;
    /** {@code :status 200}, as the static table of HPACK has it. */
    private static final byte OK = (byte) 0x88;

    private final SSLServerSocket socket;
    private final List<SSLSocket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final int streams;
    private final Part part;

    /** What the server does with a call that is complete. */
    @FunctionalInterface
    interface Part {
        void play(int number, int stream, OutputStream out) throws IOException, InterruptedException;
    }

    StreamServer(SSLContext tls, int streams, Part part) throws IOException {
        this.streams = streams;
        this.part = part;
        this.socket = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        begin(() -> {
            while (true) {
                SSLSocket one = (SSLSocket) socket.accept();
                open.add(one);
                begin(() -> talk(one));
            }
        });
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

    private void talk(SSLSocket one) throws Exception {
        one.startHandshake();
        DataInputStream in = new DataInputStream(one.getInputStream());
        OutputStream out = one.getOutputStream();
        in.readFully(new byte[24]); // the preface
        ByteBuffer settings =
                ByteBuffer.allocate(6).putShort((short) MAX_STREAMS).putInt(streams);
        frame(out, SETTINGS, 0, 0, settings.array());
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.readFully(new byte[length]);
            if (type == SETTINGS && (flags & ACK) == 0) {
                frame(out, SETTINGS, ACK, 0, new byte[0]);
            } else if ((type == HEADERS || type == DATA) && (flags & END_STREAM) != 0) {
                int number = calls.incrementAndGet();
                begin(() -> part.play(number, stream, out));
            }
        }
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
        synchronized (out) {
            out.write(frame.array());
            out.flush();
        }
    }

    /** Answers 200. */
    static void ok(int stream, OutputStream out) throws IOException {
        frame(out, HEADERS, END_HEADERS | END_STREAM, stream, new byte[] {OK});
    }

    /** Says that no call after this one was looked at, and that there will be no more. */
    static void goAway(int last, OutputStream out) throws IOException {
        frame(out, GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(0).array());
        out.close();
    }

    String origin() {
        return "https://127.0.0.1:" + socket.getLocalPort();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (SSLSocket one : open) {
            one.close();
        }
    }
}
