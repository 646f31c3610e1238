package dev.notify.email.internal.smtp;

/** Carries how far it got out of the depths of a connection. */
final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Submission submission;

    Failure(Submission submission) {
        super(submission.phase() + ": " + submission.trouble(), null, false, false);
        this.submission = submission;
    }

    Submission submission() {
        return submission;
    }
}
