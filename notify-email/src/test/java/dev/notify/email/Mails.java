package dev.notify.email;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/** Reads mail with a parser that nobody here wrote. */
final class Mails {

    private Mails() {}

    static Message read(byte[] mail) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.PERMISSIVE);
        return builder.parseMessage(new ByteArrayInputStream(mail));
    }

    static Message read(String mail) throws IOException {
        return read(mail.getBytes(StandardCharsets.UTF_8));
    }

    /** Its leaves, in order. */
    static List<Entity> leaves(Entity entity) {
        List<Entity> all = new ArrayList<>();
        Body body = entity.getBody();
        if (body instanceof Multipart multipart) {
            multipart.getBodyParts().forEach(part -> all.addAll(leaves(part)));
        } else {
            all.add(entity);
        }
        return all;
    }

    /** The media types of all parts, nested. */
    static String shape(Entity entity) {
        if (!(entity.getBody() instanceof Multipart multipart)) {
            return entity.getMimeType();
        }
        return multipart.getSubType()
                + multipart.getBodyParts().stream().map(Mails::shape).toList();
    }

    static String text(Entity leaf) throws IOException {
        StringBuilder text = new StringBuilder();
        try (var reader = ((TextBody) leaf.getBody()).getReader()) {
            char[] some = new char[4096];
            for (int n = reader.read(some); n >= 0; n = reader.read(some)) {
                text.append(some, 0, n);
            }
        }
        return text.toString();
    }

    static byte[] bytes(Entity leaf) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((SingleBody) leaf.getBody()).getInputStream().transferTo(out);
        return out.toByteArray();
    }

    static String header(Entity entity, String name) {
        var field = entity.getHeader().getField(name);
        return field == null ? null : field.getBody();
    }
}
