/**
 * The core of Rollcall: the model, the ports and the use cases, in plain synchronous Java.
 *
 * <p>It does no I/O, starts no threads and reads no clock, so it can be embedded anywhere from Java 21 on.
 */
module dev.rollcall.domain {
    requires static org.jspecify;

    exports dev.rollcall.domain;
    exports dev.rollcall.domain.access;
    exports dev.rollcall.domain.directory;
    exports dev.rollcall.domain.directory.imports;
    exports dev.rollcall.domain.listing;
    exports dev.rollcall.domain.reconciliation;
    exports dev.rollcall.domain.rollcall;
    exports dev.rollcall.domain.run;
}
