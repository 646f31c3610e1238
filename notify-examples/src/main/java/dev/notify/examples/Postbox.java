package dev.notify.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A mail server for this process alone: it takes every mail and keeps it. */
final class Postbox implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();

    Postbox() throws IOException {
        start(() -> {
            while (true) {
                Socket one = socket.accept();
                open.add(one);
                start(() -> talk(one));
            }
        });
    }

    /** A part of a conversation; it ends when its socket does. */
    private interface Part {
        void run() throws IOException;
    }

    private static void start(Part part) {
        Thread thread = new Thread(
                () -> {
                    try {
                        part.run();
                    } catch (IOException e) {
                        // The end of the conversation.
                    }
                },
                "postbox");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    BlockingQueue<String> mails() {
        return mails;
    }

    private void talk(Socket one) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = one.getOutputStream();
        say(out, "220 postbox");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("DATA")) {
                say(out, "354 go on");
                mails.add(mail(in));
            }
            say(out, "250 ok");
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
        }
        return mail.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
