package dev.notify.email.internal.smtp;

import dev.notify.email.internal.smtp.Submission.Phase;
import dev.notify.email.internal.smtp.Submission.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What it means that the transport threw: of its exceptions the causes count, their classes tell nothing. */
final class Diagnosis {

    static final String TOO_LONG = "the answer is too long";

    private Diagnosis() {}

    /** Why there is no connection to send on. */
    static Submission ofConnecting(Exception e, Phase phase, @Nullable Reply said, boolean overdue) {
        if (said != null && said.answered() && said.code() >= 400) {
            return Submission.answered(phase, said);
        }
        if (phase == Phase.LOGIN && e.toString().contains("No authentication mechanisms")) {
            return Submission.failed(Phase.LOGIN, Trouble.NO_LOGIN);
        }
        if (e.toString().contains("STARTTLS is required")) {
            return Submission.failed(Phase.TLS, Trouble.NO_TLS);
        }
        return Submission.failed(phase, trouble(e, phase, overdue));
    }

    /** A line that broke is no sign of a bad certificate, also where TLS is what says so. */
    static Trouble trouble(Throwable e, Phase phase, boolean overdue) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = e; t != null && causes.size() < 20; t = t.getCause()) {
            causes.add(t);
        }
        if (overdue || causes.stream().anyMatch(SocketTimeoutException.class::isInstance)) {
            return Trouble.SLOW;
        }
        if (causes.stream().anyMatch(t -> t instanceof IOException && TOO_LONG.equals(t.getMessage()))) {
            return Trouble.GARBLED;
        }
        Trouble certificate = certificate(causes);
        if (certificate != Trouble.NONE) {
            return certificate;
        }
        boolean broke = causes.stream().anyMatch(t -> t instanceof EOFException || t instanceof SocketException);
        boolean byTls = causes.stream().anyMatch(SSLException.class::isInstance);
        return byTls && !broke && phase == Phase.TLS ? Trouble.BAD_TLS : Trouble.LOST;
    }

    /** What is wrong with the certificate. For a wrong name there is no class, only what the JDK and Angus say. */
    private static Trouble certificate(List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return Trouble.EXPIRED;
            }
            String said = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateException
                            && (said.startsWith("No subject alternative") || said.startsWith("No name matching"))
                    || said.startsWith("Can't verify identity")) {
                return Trouble.OTHER_NAME;
            }
        }
        return Trouble.NONE;
    }
}
