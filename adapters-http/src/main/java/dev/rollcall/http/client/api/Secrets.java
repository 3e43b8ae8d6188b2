package dev.rollcall.http.client.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Hides secrets in text that quotes the remote, in the encodings in which it may repeat them. Safe for use by many threads. */
public final class Secrets {
    /** How many tokens are remembered: a response may repeat the one before. */
    private static final int TOKENS = 4;

    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:pass|pwd|secret|token|key)[^=&;?\\s]*=)[^&;\\s]*");

    private final List<String> fixed = new ArrayList<>();
    private final Deque<String> tokens = new ArrayDeque<>();
    private volatile List<String> hidden = List.of();

    /** Returns a text with URIs in which {@code ***} takes the place of parameters that are secret by their names, such as {@code api_key}. */
    public static String withoutParameters(String text) {
        return PARAMETER.matcher(text).replaceAll("$1***");
    }

    /** Adds the value of a header field, or another text that stays secret. */
    public synchronized void add(String secret) {
        fixed.addAll(credentials(secret));
        update();
    }

    /** Adds the value of {@code Authorization}, of which only the last ones are remembered. */
    public synchronized void addAuthorization(String authorization) {
        tokens.addLast(authorization);
        if (tokens.size() > TOKENS) {
            tokens.removeFirst();
        }
        update();
    }

    private void update() {
        hidden = Stream.concat(fixed.stream(), tokens.stream().flatMap(token -> credentials(token).stream()))
                .filter(secret -> !secret.isBlank())
                .distinct()
                .toList();
    }

    /** Returns the credentials without their scheme. */
    private static List<String> credentials(String authorization) {
        String credentials =
                authorization.substring(authorization.indexOf(' ') + 1).strip();
        List<String> all = new ArrayList<>(spellings(credentials));
        if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            all.addAll(spellings(password(credentials)));
        }
        return all;
    }

    private static List<String> spellings(String secret) {
        return List.of(secret, URLEncoder.encode(secret, UTF_8));
    }

    private static String password(String basic) {
        try {
            String user = new String(Base64.getDecoder().decode(basic), UTF_8);
            return user.substring(user.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return ""; // not a valid password
        }
    }

    /** Returns the text with {@code ***} in place of each secret. */
    public String hide(String text) {
        String shown = text;
        for (String secret : hidden) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }
}
