package dev.rollcall.http.client;

/** The engine to compare with must be worth it. */
final class OkHttpEngineTest extends HttpRemoteUsersContract {
    @Override
    HttpRemoteUsers users(Upstream upstream) {
        var engine = new OkHttpEngine(upstream.limits().concurrency(), UsersApi.REQUEST_FIELDS);
        return new HttpRemoteUsers(upstream, new UsersApi(upstream, engine));
    }
}
