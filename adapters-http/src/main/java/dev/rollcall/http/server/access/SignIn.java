package dev.rollcall.http.server.access;

import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.http.server.web.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** How callers sign in: the guard of all operations, and the pages for it, which share what they know. */
public final class SignIn {
    /** How long somebody may take to sign in at the identity provider. */
    private static final Duration ATTEMPT = Duration.ofMinutes(10);

    private final Resource.Guard guard;
    private final SignInPages pages;
    private final ProviderPages providerPages;
    private final TokenPages tokenPages;

    /** Creates it; the clock ends sessions. */
    public SignIn(AccessSettings settings, TokenRegistry tokens, InstantSource clock) {
        SecretKey key = settings.session().secret().map(SignIn::key).orElseGet(SignIn::randomKey);
        var sessions = new Sessions(
                new SignedCookie("rollcall", key, settings.session().length(), clock), tokens);
        var failures = new FailedSignIns();
        Optional<IdentityProvider> provider =
                settings.provider().map(chosen -> new IdentityProvider(chosen, settings.roles()));
        guard = new AccessControl(settings, tokens, sessions, provider, failures);
        pages = new SignInPages(settings, tokens, sessions, provider, failures);
        var attempts = new SignedCookie("rollcall-sign-in", key, ATTEMPT, clock);
        providerPages = new ProviderPages(provider, attempts, sessions, pages, failures);
        tokenPages = new TokenPages(settings, tokens, clock);
    }

    private static SecretKey key(String secret) {
        try {
            return key(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static SecretKey randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return key(bytes);
    }

    private static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** Returns the guard of all operations. */
    public Resource.Guard guard() {
        return guard;
    }

    /** Returns the pages where people sign in and out. */
    public SignInPages pages() {
        return pages;
    }

    /** Returns what sends people to the identity provider, and takes them back. */
    public ProviderPages providerPages() {
        return providerPages;
    }

    /** Returns the page of whoever signed in, with the tokens of all programs. */
    public TokenPages tokenPages() {
        return tokenPages;
    }
}
