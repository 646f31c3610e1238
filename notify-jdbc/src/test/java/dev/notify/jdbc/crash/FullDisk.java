package dev.notify.jdbc.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2 on which space can run out: {@code jdbc:h2:full:/path}.
 *
 * <p>Like a real one it takes what still fits, refuses the rest, and goes on overwriting what it has. There is one for the process.
 */
public final class FullDisk extends FilePathWrapper {

    private static final AtomicLong SPACE = new AtomicLong(Long.MAX_VALUE);

    /** Called by H2, for each path. */
    public FullDisk() {}

    /** The URL of a database on it. */
    static String url(java.nio.file.Path file) {
        FilePath.register(new FullDisk());
        return "jdbc:h2:full:" + file.toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    /** Lets files grow by so many bytes from now on. */
    static void leave(long bytes) {
        SPACE.set(bytes);
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends FileBaseDefault {

        private final FileChannel file;

        Channel(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer bytes, long position) throws IOException {
            long growth = Math.max(0, position + bytes.remaining() - file.size());
            long granted = take(growth);
            int fits = (int) (bytes.remaining() - (growth - granted));
            if (fits <= 0) {
                throw new IOException("No space left on device");
            }
            ByteBuffer part = bytes.slice();
            part.limit(fits);
            int written = file.write(part, position);
            bytes.position(bytes.position() + written);
            return written;
        }

        private static long take(long wanted) {
            long before = SPACE.getAndUpdate(left -> left == Long.MAX_VALUE ? left : Math.max(0, left - wanted));
            return Math.min(before, wanted);
        }

        @Override
        public synchronized int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            file.force(metadata);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }
    }
}
