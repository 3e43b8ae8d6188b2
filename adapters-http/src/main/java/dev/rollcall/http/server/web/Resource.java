package dev.rollcall.http.server.web;

import dev.rollcall.domain.access.Scope;
import dev.rollcall.http.server.connection.Peer;
import io.helidon.common.uri.UriPath;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A path with its operations, one per method. HEAD is served like GET, OPTIONS lists the methods, and any other method is refused.
 *
 * @param path the template of the path, such as {@code /api/users/{id}}
 * @param matcher matches the paths of the template; it may match longer ones, which the operations refuse
 * @param operations the operations, each with a different method
 */
public record Resource(String path, PathMatcher matcher, List<Operation> operations) {
    /** Under which a request keeps the path of its resource. */
    private static final Object ROUTE = new Object();

    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

    /** Copies the list. */
    public Resource {
        operations = List.copyOf(operations);
    }

    /** A function from a request to its response. */
    @FunctionalInterface
    public interface Endpoint {
        Sendable answer(ServerRequest request) throws IOException, InterruptedException;
    }

    /** Who may use an operation, where callers must sign in. */
    public enum Admission {
        /** Whoever reaches the server. */
        ANYBODY,
        /** Whoever signed in. */
        SIGNED_IN,
        /** Whoever has {@link Scope#READ}. */
        READ(Scope.READ),
        /** Whoever has {@link Scope#CALL}. */
        CALL(Scope.CALL),
        /** Whoever has {@link Scope#WRITE}. */
        WRITE(Scope.WRITE),
        /** Whoever has {@link Scope#RECONCILE}. */
        RECONCILE(Scope.RECONCILE),
        /** Whoever has {@link Scope#OPERATE}. */
        OPERATE(Scope.OPERATE);

        private final Optional<Scope> scope;

        Admission() {
            this.scope = Optional.empty();
        }

        Admission(Scope scope) {
            this.scope = Optional.of(scope);
        }

        /** Returns the scope that is needed; empty if none is. */
        public Optional<Scope> scope() {
            return scope;
        }
    }

    /** Decides who may use an operation. */
    @FunctionalInterface
    public interface Guard {
        /**
         * Returns what is answered instead of the operation; empty if the caller may use it.
         *
         * @throws Problem.Refusal as well, if something is wrong with how the caller proves who it is
         * @throws InterruptedException if the server is stopping
         */
        Optional<Sendable> instead(ServerRequest request, Admission admission) throws InterruptedException;
    }

    /**
     * One method of a resource.
     *
     * @param admission who may use it
     * @param types the media types of a successful response, without parameters; none if it has no body, or the endpoint itself reads
     *     {@code Accept}
     */
    public record Operation(Method method, Admission admission, Endpoint endpoint, List<String> types) {
        public Operation {
            types = List.copyOf(types);
        }

        private Operation claiming(long bytes) {
            Endpoint claiming = request -> {
                Peer.of(request).claim(bytes);
                return endpoint.answer(request);
            };
            return new Operation(method, admission, claiming, types);
        }

        private Operation guardedBy(Guard guard) {
            Endpoint guarded = request -> {
                Optional<Sendable> instead = guard.instead(request, admission);
                return instead.isPresent() ? instead.get() : endpoint.answer(request);
            };
            return new Operation(method, admission, guarded, types);
        }

        /** Checks {@code Accept} before anything is done. */
        Sendable answer(ServerRequest request) throws IOException, InterruptedException {
            if (!types.isEmpty()) {
                Accept.of(request.headers()).choose(types);
            }
            return endpoint.answer(request);
        }
    }

    /** Returns the resource at a path. Its variables match anything, since an id may contain an encoded slash. */
    public static Resource at(String path, Operation... operations) {
        return at(path, PathMatchers.create(path.replace("{", "{+")), operations);
    }

    /** Returns the resource at a path with a matcher of its own. */
    public static Resource at(String path, PathMatcher matcher, Operation... operations) {
        return new Resource(path, matcher, List.of(operations));
    }

    /**
     * Returns the resource at a path whose variables each match one segment of the raw path, as {@link #segment} returns it. An encoded slash
     * doesn't end one.
     */
    public static Resource atSegments(String path, Operation... operations) {
        Pattern raw = Pattern.compile(VARIABLE.matcher(path).replaceAll("[^/]+"));
        PathMatcher matcher = new PathMatcher() {
            @Override
            public PathMatchers.MatchResult match(UriPath asked) {
                return raw.matcher(asked.rawPath()).matches()
                        ? PathMatchers.any().match(asked)
                        : PathMatchers.MatchResult.notAccepted();
            }

            @Override
            public PathMatchers.PrefixMatchResult prefixMatch(UriPath asked) {
                return PathMatchers.PrefixMatchResult.notAccepted();
            }
        };
        return at(path, matcher, operations);
    }

    /**
     * Returns the text of a segment of the path, counted from 0.
     *
     * @throws IllegalArgumentException if it isn't percent-encoded UTF-8
     */
    public static String segment(ServerRequest request, int index) {
        String path = request.prologue().uriPath().rawPath();
        return Percent.decode(path.substring(1).split("/", -1)[index]);
    }

    /** Returns the resource with operations that take this many bytes of the server's memory before they do anything. */
    public Resource claiming(long bytes) {
        return new Resource(
                path, matcher, operations.stream().map(it -> it.claiming(bytes)).toList());
    }

    /** Returns the resource with operations that only those use whom the guard lets through. */
    public Resource guardedBy(Guard guard) {
        return new Resource(
                path,
                matcher,
                operations.stream().map(it -> it.guardedBy(guard)).toList());
    }

    /** Returns the template of the path of the resource that serves a request; empty if none does. */
    public static Optional<String> route(ServerRequest request) {
        return request.context().get(ROUTE, String.class);
    }

    /** Adds the resource to the routing. */
    public void mount(HttpRouting.Builder routing) {
        Map<Method, Operation> byMethod = new HashMap<>();
        operations.forEach(operation -> byMethod.put(operation.method(), operation));
        if (byMethod.containsKey(Method.GET)) {
            byMethod.putIfAbsent(Method.HEAD, byMethod.get(Method.GET));
        }
        List<Header> allowed = allowed(byMethod.keySet());
        byMethod.put(
                Method.OPTIONS,
                new Operation(Method.OPTIONS, Admission.ANYBODY, request -> options(allowed), List.of()));
        routing.route(method -> true, matcher, (request, response) -> {
            request.context().register(ROUTE, path);
            Operation operation = byMethod.get(request.prologue().method());
            if (operation == null) {
                throw notAllowed(allowed);
            }
            operation.answer(request).send(request, response);
        });
    }

    /** Returns Allow, and Accept-Patch if PATCH is allowed (RFC 5789, section 3.1). */
    private static List<Header> allowed(Set<Method> methods) {
        var names = new TreeSet<>(methods.stream().map(Method::text).toList());
        names.add(Method.OPTIONS.text());
        var allow = HeaderValues.create(HeaderNames.ALLOW, String.join(", ", names));
        return methods.contains(Method.PATCH) ? List.of(allow, Body.ACCEPT_PATCH) : List.of(allow);
    }

    private static Response options(List<Header> allowed) {
        return new Response(Status.NO_CONTENT_204, allowed, Response.NONE);
    }

    private static Problem.Refusal notAllowed(List<Header> allowed) {
        String detail = "this path allows " + allowed.getFirst().get();
        return new Problem(ProblemType.METHOD_NOT_ALLOWED, detail, json -> {}, allowed).refusal();
    }
}
