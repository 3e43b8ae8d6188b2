/** A program that calls the roll. */
module example {
    requires transitive dev.rollcall.domain;
    requires dev.rollcall.http;
    requires jdk.httpserver; // the remote of the test

    exports example;
}
