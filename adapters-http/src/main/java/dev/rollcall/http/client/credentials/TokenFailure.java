package dev.rollcall.http.client.credentials;

/** No token was granted. The message is for a person. */
final class TokenFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean permanent;

    /**
     * Creates it.
     *
     * @param permanent whether the same request would fail again
     */
    TokenFailure(String why, boolean permanent) {
        super(why);
        this.permanent = permanent;
    }

    String why() {
        return String.valueOf(getMessage());
    }

    boolean isPermanent() {
        return permanent;
    }
}
