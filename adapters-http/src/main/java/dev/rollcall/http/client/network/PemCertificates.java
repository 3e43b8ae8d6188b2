package dev.rollcall.http.client.network;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads X.509 certificates from PEM files (RFC 7468, section 5). */
public final class PemCertificates {
    private PemCertificates() {}

    /**
     * Returns the certificates of a file, at least one, in its order. Other blocks, such as a key, are skipped.
     *
     * @param pem the content of the file
     * @throws IllegalArgumentException if it has none, or one is invalid; the message follows the name of the file
     */
    public static List<X509Certificate> read(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(pem)) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.add(certificate(block, certificates.size() + 1));
            } else if (block.label().equals("TRUSTED CERTIFICATE")) {
                throw new IllegalArgumentException(
                        "has a certificate in a format of OpenSSL alone; openssl x509 -in FILE -out NEW-FILE converts it");
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("has no certificate: a PEM file with -----BEGIN CERTIFICATE----- is"
                    + " needed; openssl x509 -inform der -in FILE -out NEW-FILE converts one in DER");
        }
        return List.copyOf(certificates);
    }

    private static X509Certificate certificate(Pem.Block block, int number) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has an invalid certificate, number %s of the file".formatted(number), e);
        }
    }
}
