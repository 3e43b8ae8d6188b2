package dev.rollcall.http.client.http1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for {@code localhost}, created once for all tests. */
public final class Certificate {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final KeyStore STORE = make();
    private static final SSLContext CONTEXT = context(STORE);

    private Certificate() {}

    /** Returns a TLS context for servers with the certificate and for clients that trust only it. */
    public static SSLContext context() {
        return CONTEXT;
    }

    /** Returns a TLS server socket on a loopback port. */
    public static ServerSocket serverSocket() {
        try {
            return CONTEXT.getServerSocketFactory().createServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code certificate.pem} and {@code key.pem}, for servers that read such files. */
    public static void write(Path folder) throws IOException {
        try {
            writePem(
                    folder.resolve("certificate.pem"),
                    "CERTIFICATE",
                    STORE.getCertificate("peer").getEncoded());
            writePem(
                    folder.resolve("key.pem"),
                    "PRIVATE KEY",
                    STORE.getKey("peer", PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate can't be written", e);
        }
    }

    /** Writes a file as RFC 7468 has it. */
    private static void writePem(Path file, String label, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(label, base64));
    }

    private static KeyStore make() {
        try {
            Path folder = Files.createTempDirectory("certificate");
            Path file = folder.resolve("store.p12");
            try {
                generate(file);
                return load(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (Exception e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private static void generate(Path file) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        (keytool + " -genkeypair -keystore " + file + " -storepass " + new String(PASSWORD)
                                        + " -keyalg EC -alias peer -dname CN=localhost -ext san=dns:localhost -validity 2")
                                .split(" "))
                .redirectErrorStream(true)
                .start();
        String output = process.inputReader().readAllAsString();
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private static SSLContext context(KeyStore store) {
        try {
            return trusting(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the certificate is of no use", e);
        }
    }

    private static SSLContext trusting(KeyStore store) throws GeneralSecurityException, IOException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("peer", store.getCertificate("peer"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
