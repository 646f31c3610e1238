package dev.notify.examples.bench.mail;

import dev.notify.channel.Enclosures;
import dev.notify.channel.Message;
import dev.notify.delivery.Outcome;
import dev.notify.email.EmailChannel;
import dev.notify.model.Address;
import dev.notify.model.DeliveryId;
import dev.notify.model.NotificationId;
import dev.notify.model.Priority;
import dev.notify.model.Tenant;
import dev.notify.template.Words;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** A way to hand over one mail after another: the same words, the same server, the same TLS. */
interface Way extends AutoCloseable {

    String FROM = "noreply@example.org";
    Words WORDS = words();

    /** Hands one mail over. */
    void send(String to) throws Exception;

    @Override
    void close();

    /** Text and HTML of 1.6 kB together, as a notification has them. */
    private static Words words() {
        String line = "Your appointment is on Tuesday, 9 March at 10:30. Please come ten minutes early, and bring your"
                + " card.\n";
        return new Words(
                "Example Hospital: your appointment",
                line.repeat(7),
                "<html><body>" + ("<p>" + line + "</p>").repeat(7) + "</body></html>");
    }

    /** What Angus Mail offers first: a static call for each mail. */
    static Way transportSend(MailSink server, SSLContext tls) {
        Session session = session(server, tls);
        return new Way() {
            @Override
            public void send(String to) throws MessagingException {
                Transport.send(message(session, to));
            }

            @Override
            public void close() {}
        };
    }

    /** What its users do when that is too slow: one transport that stays open. */
    static Way keptTransport(MailSink server, SSLContext tls) throws MessagingException {
        Session session = session(server, tls);
        Transport transport = session.getTransport("smtp");
        transport.connect();
        return new Way() {
            @Override
            public void send(String to) throws MessagingException {
                MimeMessage message = message(session, to);
                message.saveChanges();
                transport.sendMessage(message, message.getAllRecipients());
            }

            @Override
            public void close() {
                try {
                    transport.close();
                } catch (MessagingException e) {
                    throw new IllegalStateException("the transport cannot be closed", e);
                }
            }
        };
    }

    private static Session session(MailSink server, SSLContext tls) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.localhost", "example.org");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
        properties.put("mail.smtp.connectiontimeout", "10000");
        properties.put("mail.smtp.timeout", "30000");
        return Session.getInstance(properties);
    }

    private static MimeMessage message(Session session, String to) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(FROM));
        message.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(WORDS.title(), StandardCharsets.UTF_8.name());
        message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(WORDS.body(), StandardCharsets.UTF_8.name());
        MimeBodyPart html = new MimeBodyPart();
        html.setText(WORDS.asHtml().orElseThrow(), StandardCharsets.UTF_8.name(), "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        return message;
    }

    /** The channel of this library, called as a service calls it. */
    static Way channel(MailSink server, SSLContext tls) {
        EmailChannel channel = EmailChannel.smtp("localhost", server.port())
                .from(FROM)
                .tls(tls)
                .keep(1_000_000, Duration.ofMinutes(30), Duration.ofMinutes(30))
                .build();
        channel.start();
        return new Way() {
            @Override
            public void send(String to) throws Exception {
                Outcome outcome = channel.deliver(notification(to));
                if (!(outcome instanceof Outcome.Sent)) {
                    throw new IllegalStateException("not sent: " + outcome);
                }
            }

            @Override
            public void close() {
                channel.close();
            }
        };
    }

    private static Message notification(String to) {
        return new Message(
                new DeliveryId(UUID.randomUUID()),
                new NotificationId(UUID.randomUUID()),
                Tenant.DEFAULT,
                "appointment",
                Priority.NORMAL,
                "patient-42",
                Address.email(to),
                WORDS,
                ZoneId.of("UTC"),
                Locale.ENGLISH,
                1,
                Instant.now(),
                null,
                null,
                Enclosures.NOTHING);
    }
}
