package dev.notify.email.internal.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose reads end in time, however slowly the other side trickles, and which takes no more than an answer can need.
 *
 * <p>A time limit of the socket alone bounds the wait for one byte. Writes are bounded by {@link Watch}, which closes it.
 */
final class GuardedSocket extends Socket {

    private static final int MOST_BYTES = 256 * 1024;

    private final String host;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile boolean busy;
    private volatile @Nullable SSLSocket secured;
    private int bytesLeft = MOST_BYTES;

    GuardedSocket(String host) {
        this.host = host;
    }

    /** It carries this private line. */
    void securedBy(SSLSocket line) {
        secured = line;
    }

    /** What keeps it private; null if nothing does. */
    @Nullable
    SSLSocket securedBy() {
        return secured;
    }

    /** From now on everything must be over after this long. */
    void within(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
        bytesLeft = MOST_BYTES;
        busy = true;
    }

    /** Nothing is asked of it. */
    void rests() {
        busy = false;
    }

    boolean overdue() {
        return busy && System.nanoTime() - deadline > 0;
    }

    /** Closes it under whoever uses it. */
    void cut() {
        try {
            super.close();
        } catch (IOException e) {
            // It is of no more use either way.
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException("too late");
                }
                GuardedSocket.super.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
                int read = super.read(into, from, most);
                bytesLeft -= Math.max(read, 0);
                if (bytesLeft < 0) {
                    throw new IOException(Diagnosis.TOO_LONG);
                }
                return read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
            }
        };
    }

    /** The address under the name we were given: nothing has to ask for the name of a number. */
    @Override
    public @Nullable InetAddress getInetAddress() {
        InetAddress address = super.getInetAddress();
        try {
            return address == null ? null : InetAddress.getByAddress(host, address.getAddress());
        } catch (java.net.UnknownHostException e) {
            return address;
        }
    }

    @Override
    public void setSoTimeout(int millis) {
        // The deadline decides.
    }
}
