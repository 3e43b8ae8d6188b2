package dev.rollcall.http.client.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollcall.http.client.http1.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PemCertificatesTest {
    @TempDir
    private Path folder;

    private String certificate;
    private String key;

    @BeforeEach
    void write() throws Exception {
        Certificate.write(folder);
        certificate = Files.readString(folder.resolve("certificate.pem"), ISO_8859_1);
        key = Files.readString(folder.resolve("key.pem"), ISO_8859_1);
    }

    @Test
    void all_of_a_file_are_read_in_its_order() {
        List<X509Certificate> certificates = PemCertificates.read("# our CA\n" + certificate + key + certificate);
        assertThat(certificates)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.getSubjectX500Principal()).hasToString("CN=localhost"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', has no certificate: a PEM file with -----BEGIN CERTIFICATE----- is needed; openssl x509 -inform der -in FILE -out NEW-FILE converts one in DER",
        "-----BEGIN CERTIFICATE-----AAAA, is cut off: -----END CERTIFICATE----- is missing",
        "-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----, 'has an invalid certificate, number 1 of the file'",
        "-----BEGIN TRUSTED CERTIFICATE-----AAAA-----END TRUSTED CERTIFICATE-----, has a certificate in a format of OpenSSL alone; openssl x509 -in FILE -out NEW-FILE converts it",
    })
    void what_is_no_certificate_says_what_to_do(String pem, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemCertificates.read(pem))
                .withMessage(message);
    }

    @Test
    void the_second_of_a_file_is_told_by_its_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        PemCertificates.read(certificate + "-----BEGIN CERTIFICATE-----A-----END CERTIFICATE-----"))
                .withMessage("has an invalid certificate, number 2 of the file");
    }
}
