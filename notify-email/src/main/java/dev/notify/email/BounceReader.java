package dev.notify.email;

import dev.notify.model.DeliveryId;
import dev.notify.model.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads multipart/report: its parts, the fields of the status, and the id of the message that is reported about. */
final class BounceReader {

    private static final int MOST = 1 << 20;
    private static final Pattern BOUNDARY = Pattern.compile("boundary\\s*=\\s*(?:\"([^\"]{1,200})\"|([^;\\s]{1,200}))");
    private static final Pattern ID = Pattern.compile("<?([0-9a-fA-F-]{36})@");
    private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})");

    private BounceReader() {}

    /** A part: its headers by name in lower case, and what follows them. */
    private record Part(Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean is(String type) {
            return header("content-type").toLowerCase(Locale.ROOT).strip().startsWith(type);
        }
    }

    static Optional<Bounce> read(byte[] mail) {
        String text = new String(mail, 0, Math.min(mail.length, MOST), StandardCharsets.UTF_8).replace("\r\n", "\n");
        Part whole = part(text);
        if (!whole.is("multipart/report")) {
            return Optional.empty();
        }
        String id = null;
        List<Bounce.Fate> fates = new ArrayList<>();
        for (Part part : parts(whole)) {
            if (part.is("message/delivery-status") || part.is("message/global-delivery-status")) {
                fates.addAll(fates(decoded(part)));
            } else if (part.is("message/rfc822") || part.is("text/rfc822-headers") || part.is("message/global")) {
                id = part(decoded(part)).headers().get("message-id");
            }
        }
        return fates.isEmpty() ? Optional.empty() : Optional.of(new Bounce(deliveryOf(id), id, fates));
    }

    private static @Nullable DeliveryId deliveryOf(@Nullable String messageId) {
        Matcher id = ID.matcher(messageId == null ? "" : messageId.strip());
        try {
            return id.lookingAt() ? DeliveryId.parse(id.group(1)) : null;
        } catch (InvalidInputException e) {
            return null;
        }
    }

    private static Part part(String text) {
        int end = text.startsWith("\n") ? 0 : text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        return new Part(fields(head), end < 0 ? "" : text.substring(Math.min(text.length(), end + (end == 0 ? 1 : 2))));
    }

    /** The first of each name counts. */
    private static Map<String, String> fields(String head) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : head.replaceAll("\n[ \t]+", " ").split("\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static List<Part> parts(Part whole) {
        Matcher found = BOUNDARY.matcher(whole.header("content-type"));
        List<Part> parts = new ArrayList<>();
        if (found.find()) {
            String boundary = "\n--" + (found.group(1) == null ? found.group(2) : found.group(1));
            String[] pieces = ("\n" + whole.body()).split(Pattern.quote(boundary), 20);
            for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
                parts.add(part(pieces[i].replaceFirst("^[ \t]*\n", "")));
            }
        }
        return parts;
    }

    private static String decoded(Part part) {
        String coding = part.header("content-transfer-encoding").toLowerCase(Locale.ROOT);
        if (!coding.equals("base64")) {
            return coding.equals("quoted-printable")
                    ? part.body().replace("=\n", "").replace("=3D", "=")
                    : part.body();
        }
        try {
            return new String(Base64.getMimeDecoder().decode(part.body()), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Blocks of fields: the first is about the mail as a whole, each other about a recipient. */
    private static List<Bounce.Fate> fates(String status) {
        List<Bounce.Fate> fates = new ArrayList<>();
        for (String block : status.split("\n[ \t]*\n+", -1)) {
            Map<String, String> fields = fields(block.strip());
            Bounce.Action action = action(fields.getOrDefault("action", ""));
            if (action != null) {
                String original = fields.getOrDefault("original-recipient", "");
                String recipient = original.isEmpty() ? fields.getOrDefault("final-recipient", "") : original;
                fates.add(new Bounce.Fate(
                        behindType(recipient),
                        action,
                        code(fields.getOrDefault("status", "")),
                        behindType(fields.getOrDefault("diagnostic-code", ""))));
            }
        }
        return fates;
    }

    private static Bounce.@Nullable Action action(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "failed" -> Bounce.Action.FAILED;
            case "delayed" -> Bounce.Action.DELAYED;
            case "delivered" -> Bounce.Action.DELIVERED;
            case "relayed" -> Bounce.Action.RELAYED;
            case "expanded" -> Bounce.Action.EXPANDED;
            default -> null;
        };
    }

    private static String code(String value) {
        Matcher code = STATUS.matcher(value);
        return code.lookingAt() ? code.group(1) : "";
    }

    /** {@code rfc822; a@example.org} without its type, and without brackets. */
    private static String behindType(String value) {
        return value.substring(value.indexOf(';') + 1).strip().replaceAll("^<|>$", "");
    }
}
