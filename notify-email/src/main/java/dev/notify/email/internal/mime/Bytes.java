package dev.notify.email.internal.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at their end. */
final class Bytes {

    private byte[] bytes;
    private int size;

    Bytes(int expected) {
        this.bytes = new byte[expected];
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    Bytes put(int b) {
        room(1);
        bytes[size++] = (byte) b;
        return this;
    }

    Bytes put(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    /** Text; characters beyond ASCII as UTF-8. */
    Bytes put(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7e) {
                return put(text.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            bytes[size++] = (byte) c;
        }
        return this;
    }

    Bytes line() {
        return put('\r').put('\n');
    }

    byte[] done() {
        return Arrays.copyOf(bytes, size);
    }
}
