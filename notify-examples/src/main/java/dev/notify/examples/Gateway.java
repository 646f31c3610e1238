package dev.notify.examples;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Somebody's HTTP server, for this process alone: it answers what it is told to and keeps what it got. */
final class Gateway implements AutoCloseable {

    /** A post it got. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Post(String path, Map<String, String> headers, byte[] body) {}

    /** What it answers. */
    record Answer(int status, Map<String, String> headers, String body) {
        static Answer of(int status) {
            return new Answer(status, Map.of(), "");
        }
    }

    /** Decides what it answers to a post. */
    @FunctionalInterface
    interface Desk {
        Answer answer(Post post) throws IOException;
    }

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();

    Gateway(Desk desk) throws IOException {
        server.createContext("/", exchange -> {
            Post post = read(exchange);
            Answer answer = desk.answer(post);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            posts.add(post);
        });
        server.start();
    }

    private static Post read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        Headers all = exchange.getRequestHeaders();
        all.keySet().forEach(name -> headers.put(name, all.getFirst(name)));
        return new Post(
                exchange.getRequestURI().toString(),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    /** Where it is. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it got, in order. */
    BlockingQueue<Post> posts() {
        return posts;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
