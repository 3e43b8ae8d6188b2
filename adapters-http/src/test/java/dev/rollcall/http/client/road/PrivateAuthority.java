package dev.rollcall.http.client.road;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rollcall.http.client.network.ClientIdentity;
import dev.rollcall.http.client.network.ClientTls;
import dev.rollcall.http.client.network.PemCertificates;
import dev.rollcall.http.client.network.PemKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A certificate authority of OpenSSL in a folder, with an intermediate one that signs for a server and its clients. */
public final class PrivateAuthority {
    private final Path folder;

    /** Creates the authorities, and {@code certificate.pem} and {@code key.pem} of a server on {@code localhost}. */
    public PrivateAuthority(Path folder) throws Exception {
        this.folder = folder;
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Root -keyout ca-key.pem"
                + " -out ca.pem");
        sign("intermediate", "ec -pkeyopt ec_paramgen_curve:P-256", "basicConstraints=critical,CA:TRUE", "ca");
        sign("server", "ec -pkeyopt ec_paramgen_curve:P-256", "subjectAltName=DNS:localhost", "intermediate");
        Files.writeString(folder.resolve("certificate.pem"), text("server.pem") + text("intermediate.pem"));
        Files.copy(folder.resolve("server-key.pem"), folder.resolve("key.pem"));
    }

    /** Creates a certificate {@code NAME.pem} with a new key {@code NAME-key.pem}. */
    private void sign(String name, String algorithm, String extension, String issuer) throws Exception {
        Files.writeString(folder.resolve(name + ".ext"), extension);
        openssl("req -newkey %s -nodes -subj /CN=%s -keyout %2$s-key.pem -out %2$s.csr".formatted(algorithm, name));
        openssl(
                "x509 -req -in %s.csr -CA %s.pem -CAkey %2$s-key.pem -CAcreateserial -days 2 -extfile %1$s.ext -out %1$s.pem"
                        .formatted(name, issuer));
    }

    /** Runs openssl with arguments that have no blanks. */
    void openssl(String arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder((RealServer.OPENSSL + " " + arguments.strip()).split(" ", -1))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = process.inputReader().readAllAsString();
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    /** Returns what makes nginx ask for certificates of this authority. */
    String directives() {
        return "ssl_verify_client on; ssl_verify_depth 3; ssl_client_certificate \"%s/ca.pem\";".formatted(folder);
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file), US_ASCII);
    }

    /** Returns what trusts the authority, without a certificate to show. */
    public ClientTls trust() throws IOException {
        return new ClientTls(PemCertificates.read(text("ca.pem")), Optional.empty());
    }

    /**
     * Returns what trusts the authority and shows a certificate of it.
     *
     * @param algorithm arguments of openssl for the key
     * @param conversion arguments of openssl for its file
     */
    ClientTls identified(String algorithm, String conversion) throws Exception {
        sign("client", algorithm, "extendedKeyUsage=clientAuth", "intermediate");
        openssl("pkey -in client-key.pem -out converted-key.pem " + conversion);
        return shown("client", "converted-key.pem");
    }

    /** Returns what trusts the authority and shows a certificate of another one. */
    ClientTls stranger() throws Exception {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Stranger"
                + " -keyout stranger-key.pem -out stranger.pem");
        return shown("stranger", "stranger-key.pem");
    }

    private ClientTls shown(String name, String key) throws IOException {
        var chain = PemCertificates.read(text(name + ".pem") + text("intermediate.pem"));
        return new ClientTls(trust().authorities(), Optional.of(new ClientIdentity(chain, PemKey.read(text(key)))));
    }

    /** Returns the text of a key as openssl encrypts it. */
    String encryptedKey(String conversion) throws Exception {
        openssl("pkey -in server-key.pem -passout pass:geheim -out encrypted-key.pem " + conversion);
        return text("encrypted-key.pem");
    }
}
