package dev.notify.push;

import dev.notify.model.InvalidInputException;
import java.util.Base64;

/** Base64 as it comes: of either alphabet, with or without padding. */
final class Base64Any {

    private Base64Any() {}

    static byte[] decode(String field, String text, int length) {
        byte[] bytes;
        try {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '=') {
                end--;
            }
            bytes = Base64.getUrlDecoder()
                    .decode(text.substring(0, end).replace('+', '-').replace('/', '_'));
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(field, "is not written in base64");
        }
        if (bytes.length != length) {
            throw new InvalidInputException(field, "has " + bytes.length + " bytes: " + length + " are needed");
        }
        return bytes;
    }
}
