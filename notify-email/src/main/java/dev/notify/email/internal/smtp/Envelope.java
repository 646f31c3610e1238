package dev.notify.email.internal.smtp;

/**
 * One mail and its way: for one recipient, so that nothing is ever half sent and nobody sees who else got it.
 *
 * @param from where bounces go
 * @param mail complete, lines ended by CRLF, the last one too
 * @param utf8 whether addresses in it are not ASCII
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Envelope(String from, String to, byte[] mail, boolean utf8) {

    @Override
    public String toString() {
        return "Envelope[" + mail.length + " bytes]";
    }
}
