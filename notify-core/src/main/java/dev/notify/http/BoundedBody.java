package dev.notify.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer, read up to so many bytes; the connection of a longer one is given up. */
final class BoundedBody implements HttpResponse.BodySubscriber<BoundedBody.Read> {

    /** What was read, and whether that was all. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Read(byte[] bytes, boolean whole) {}

    private final int most;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<Read> done = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<Read> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            int room = most - read.size();
            byte[] some = new byte[Math.min(room, buffer.remaining())];
            buffer.get(some);
            read.write(some, 0, some.length);
            if (buffer.hasRemaining()) {
                if (subscription != null) {
                    subscription.cancel();
                }
                done.complete(new Read(read.toByteArray(), false));
                return;
            }
        }
    }

    @Override
    public void onError(Throwable problem) {
        done.complete(new Read(read.toByteArray(), false));
    }

    @Override
    public void onComplete() {
        done.complete(new Read(read.toByteArray(), true));
    }
}
