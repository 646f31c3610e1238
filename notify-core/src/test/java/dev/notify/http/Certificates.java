package dev.notify.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of servers for tests, made by the JDK's own keytool. */
final class Certificates {

    private static final char[] PASSWORD = "test-only".toCharArray();
    private static final Map<String, KeyStore> MADE = new ConcurrentHashMap<>();

    private Certificates() {}

    /** Good for this machine. */
    static SSLContext good() throws Exception {
        return context("good", "dns:localhost,ip:127.0.0.1", "-0d", "3650");
    }

    static SSLContext ofAnother() throws Exception {
        return context("another", "dns:push.example.org", "-0d", "3650");
    }

    private static SSLContext context(String name, String san, String start, String days) throws Exception {
        KeyStore store = MADE.get(name);
        if (store == null) {
            store = make(san, start, days);
            MADE.put(name, store);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("ca"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Signed by another, since a certificate that is trusted itself is trusted for ever. */
    private static KeyStore make(String san, String start, String days) throws Exception {
        Path folder = Files.createTempDirectory("notify-certificates");
        Path file = folder.resolve("keys.p12");
        keytool(file, "-alias", "ca", "-dname", "CN=test-ca", "-ext", "bc:c", "-validity", "3650");
        keytool(
                file,
                "-alias",
                "server",
                "-dname",
                "CN=test",
                "-signer",
                "ca",
                "-ext",
                "san=" + san,
                "-startdate",
                start,
                "-validity",
                days);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Files.delete(file);
        Files.delete(folder);
        return store;
    }

    private static void keytool(Path file, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
    }
}
