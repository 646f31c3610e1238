package dev.notify.examples;

/** The first program to run. */
public final class QuickStart {

    private QuickStart() {}

    public static void main(String[] args) {
        System.out.println("Notify is built and ready.");
    }
}
