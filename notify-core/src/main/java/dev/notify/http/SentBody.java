package dev.notify.http;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** The body of a call, which knows whether the client has begun to send it: before that, the server cannot have got the call. */
final class SentBody implements HttpRequest.BodyPublisher {

    private final HttpRequest.BodyPublisher bytes;
    private final boolean empty;
    private volatile boolean begun;

    SentBody(byte[] body) {
        this.bytes = HttpRequest.BodyPublishers.ofByteArray(body);
        this.empty = body.length == 0;
    }

    /** Whether some of it may be on its way; of an empty one nobody knows. */
    boolean mayBeOut() {
        return begun || empty;
    }

    @Override
    public long contentLength() {
        return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        begun = true;
        bytes.subscribe(subscriber);
    }
}
