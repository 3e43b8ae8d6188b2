package dev.rollcall.http.client;

final class HttpRemoteUsersTest extends HttpRemoteUsersContract {
    @Override
    HttpRemoteUsers users(Upstream upstream) {
        var engine = new LeanEngine(upstream.uri().origin(), UsersApi.REQUEST_FIELDS);
        return new HttpRemoteUsers(upstream, new UsersApi(upstream, engine));
    }
}
