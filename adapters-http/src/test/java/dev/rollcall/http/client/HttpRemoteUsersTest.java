package dev.rollcall.http.client;

final class HttpRemoteUsersTest extends HttpRemoteUsersContract {
    @Override
    HttpRemoteUsers users(Upstream upstream) {
        return new HttpRemoteUsers(upstream);
    }
}
