package dev.rollcall.http.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;
import dev.rollcall.http.client.response.Gzipped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.Socket;

/** The answer of a {@link ScriptedRemote} to one request, byte by byte. */
final class ScriptedAnswer {
    private final Socket socket;
    private final Reader in;
    private final OutputStream out;
    private final Runnable lastWords;
    private final String fields;

    /**
     * Creates an answer that isn't sent yet.
     *
     * @param in what the client may still send
     * @param lastWords called before the last bytes of a response are sent
     * @param fields additional header lines of responses
     */
    ScriptedAnswer(Socket socket, Reader in, Runnable lastWords, String fields) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.lastWords = lastWords;
        this.fields = fields;
    }

    /** Answers for an id. */
    void send(UserId id, Behaviour behaviour) throws IOException {
        String user =
                "{\"id\":\"%s\",\"name\":\"Name of %1$s\",\"extra\":{\"id\":[1,{}]},\"email\":\"%1$s@example.org\"}"
                        .formatted(id);
        switch (behaviour) {
            case KNOWS -> respond("200 OK", user);
            case KNOWS_BY_NUMBER -> respond("200 OK", "{\"id\":%s,\"name\":\"Name of %1$s\"}".formatted(id));
            case KNOWS_NO_EMAIL ->
                respond("200 OK", "{\"id\":\"%s\",\"name\":\"Name of %1$s\",\"email\":null}".formatted(id));
            case COMPRESSES -> respondBytes("200 OK\r\nContent-Encoding: gzip", Gzipped.bytes(user.getBytes(UTF_8)));
            case KNOWS_NOT -> respond("404 Not Found", "{}");
            case KNOWS_NO_LONGER -> respond("410 Gone", "");
            case SHOWS_A_PAGE -> page("<!DOCTYPE html><title>Not found</title>");
            case IS_HOLLOW -> respond("200 OK", "{\"id\":\"%s\",\"name\":\"\",\"email\":null}".formatted(id));
            case CONFUSES -> respond("200 OK", user.replace("\"id\":\"", "\"id\":\"other-"));
            case TELLS_NO_ID -> respond("200 OK", "{\"name\":\"x\"}");
            case MISTYPES -> respond("200 OK", "{\"id\":\"%s\",\"name\":1}".formatted(id));
            case BABBLES -> respond("200 OK", "<html><body>Please log in</body></html>");
            case TRAILS_OFF -> respond("200 OK", user.substring(0, user.length() - 2));
            case GOES_ON -> respond("200 OK", user + user);
            case ENCODES_OTHERWISE -> send(head("200 OK", 2 * user.length()), user.getBytes(UTF_16BE));
            case GARBLES ->
                respondBytes("200 OK", user.replace("Name", "N\u00e4me").getBytes(ISO_8859_1));
            case OVERWHELMS -> respond("200 OK", user + " ".repeat(1 << 20));
            case OVERWHELMS_IN_CHUNKS -> chunks(user);
            case SPEAKS_NO_HTTP -> hangUp("220 mail.example.org ESMTP\r\n\r\n");
            case FAILS -> respond("500 Internal Server Error", user);
            case IS_BUSY -> respond("503 Service Unavailable\r\nRetry-After: 0", user);
            case ASKS_FOR_A_SECOND -> respond("429 Too Many Requests\r\nRetry-After: 1", user);
            case ASKS_FOR_AN_HOUR -> respond("503 Service Unavailable\r\nRetry-After: 3600", user);
            case GIVES_UP -> respond("408 Request Timeout", user);
            case IS_MISTAKEN -> respond("421 Misdirected Request", user);
            case MISUSES_STATUS -> respond("201 Created", user);
            case REDIRECTS -> respond("302 Found\r\nLocation: /users/other", user);
            case FORBIDS -> respond("403 Forbidden", user);
            case HANGS_UP -> hangUp("");
            case RESETS -> reset();
            case BREAKS_OFF -> hangUp(head("200 OK", user.length()) + user.substring(0, 20));
            case IS_SILENT -> untilTheClientLeaves();
            case STALLS -> {
                send(head("200 OK", user.length()), new byte[0]);
                untilTheClientLeaves();
            }
            case DRIPS -> drip();
        }
    }

    private String head(String status, int length) {
        return "HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: %s\r\n\r\n"
                .formatted(status, fields, length);
    }

    private void respond(String status, String body) throws IOException {
        respondBytes(status, body.getBytes(UTF_8));
    }

    private void respondBytes(String status, byte[] body) throws IOException {
        send(head(status, body.length), body);
    }

    private void page(String html) throws IOException {
        String head = head("404 Not Found", html.length()).replace("application/json", "text/html; charset=utf-8");
        send(head, html.getBytes(UTF_8));
    }

    private void send(String head, byte[] body) throws IOException {
        out.write(head.getBytes(ISO_8859_1));
        if (body.length > 0) {
            lastWords.run();
        }
        out.write(body);
        out.flush();
    }

    private void chunks(String user) throws IOException {
        send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n%s\r\n"
                        .formatted(Integer.toHexString(user.length()), user),
                new byte[0]);
        byte[] chunk = ("10000\r\n" + " ".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
        for (int i = 0; i < 17; i++) {
            out.write(chunk);
        }
        send("0\r\n\r\n", new byte[0]);
    }

    private void hangUp(String rest) throws IOException {
        send(rest, new byte[0]);
        socket.close();
    }

    private void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void untilTheClientLeaves() throws IOException {
        while (in.read() >= 0) {}
    }

    private void drip() throws IOException {
        send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n", new byte[0]);
        try {
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
