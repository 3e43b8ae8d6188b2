package dev.rollcall.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** The shape of the house: what may know what, and where threads are started. */
@AnalyzeClasses(packages = "dev.rollcall", importOptions = ArchitectureTest.OnlyMain.class)
final class ArchitectureTest {
    private static final String DOMAIN = "dev.rollcall.domain..";
    private static final String DB = "dev.rollcall.db..";
    private static final String HTTP = "dev.rollcall.http..";
    private static final String SERVER = "dev.rollcall.http.server..";
    private static final String CLIENT = "dev.rollcall.http.client..";
    /** An interface of the web server that shows its executor: who implements it must do so too. */
    private static final String SERVERS_OWN = "io.helidon.webserver.ConnectionContext";

    /** What runs something at another time, on another thread, or stands for its result. */
    private static final DescribedPredicate<JavaClass> CONCURRENT = assignableTo(Executor.class)
            .or(assignableTo(Future.class))
            .or(assignableTo(CompletionStage.class))
            .or(assignableTo(ThreadFactory.class))
            .or(belongToAnyOf(Flow.class))
            .or(assignableTo(Thread.Builder.class))
            .or(simpleName("Executors"))
            .or(simpleName("StructuredTaskScope"))
            .as("threads, executors and futures");

    /** A slice for each file. */
    private static final SliceAssignment TOP_LEVEL = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return SliceIdentifier.of(outer.getName());
        }

        @Override
        public String getDescription() {
            return "files";
        }
    };

    /** Leaves out tests, and the jar of the contracts. */
    static final class OnlyMain implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-contracts.jar");
        }
    }

    private static DescribedPredicate<JavaCall<?>> callTo(String owners, String names) {
        return DescribedPredicate.describe(
                "to %s of %s".formatted(names, owners),
                call -> call.getTargetOwner().getName().matches(owners)
                        && call.getName().matches(names));
    }

    @ArchTest
    static final ArchRule domain_needs_the_jdk_alone = noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                            DOMAIN,
                            "java.lang..",
                            "java.util..",
                            "java.text..",
                            "java.time..",
                            "java.nio.charset..",
                            "java.security..",
                            "org.jspecify..")
                    .or(belongToAnyOf(java.io.Serializable.class, java.io.Serial.class))))
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..")
            .because("it is pure: no I/O, no threads, no library");

    @ArchTest
    static final ArchRule domain_reads_no_clock = noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .callCodeUnitWhere(callTo("java\\.time\\..*", "system.*|now"))
            .orShould()
            .callCodeUnitWhere(callTo("java\\.lang\\.System", "nanoTime|currentTimeMillis"))
            .orShould()
            .callCodeUnitWhere(callTo("java\\.lang\\.Thread", ".*"))
            .because("time is given to it, and it never waits");

    @ArchTest
    static final ArchRule domain_knows_no_adapter = noClasses()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DB, HTTP);

    @ArchTest
    static final ArchRule directory_roll_call_and_listing_know_nothing_of_each_other = slices().matching(
                    "dev.rollcall.domain.(directory|rollcall|listing)..")
            .should()
            .notDependOnEachOther()
            .because("a roll call reports, and changes nothing");

    @ArchTest
    static final ArchRule none_of_them_knows_the_reconciliation = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.rollcall.domain.directory..",
                    "dev.rollcall.domain.rollcall..",
                    "dev.rollcall.domain.listing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.rollcall.domain.reconciliation..")
            .because("it brings them together");

    @ArchTest
    static final ArchRule a_user_knows_nothing_of_either = noClasses()
            .that()
            .resideInAPackage("dev.rollcall.domain")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.rollcall.domain.*..");

    @ArchTest
    static final ArchRule the_database_knows_no_http = noClasses()
            .that()
            .resideInAPackage(DB)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP, "dev.rollcall.app..");

    @ArchTest
    static final ArchRule http_knows_no_database = noClasses()
            .that()
            .resideInAPackage(HTTP)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DB, "dev.rollcall.app..", "java.sql..", "io.helidon.dbclient..");

    @ArchTest
    static final ArchRule server_client_and_formats_know_nothing_of_each_other = slices().matching(
                    "dev.rollcall.http.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(SERVER), resideInAPackage("dev.rollcall.http.format.."))
            .ignoreDependency(resideInAPackage(SERVER), resideInAPackage("dev.rollcall.http.client.threads"))
            .because("the server starts no threads of its own, but where all are started");

    @ArchTest
    static final ArchRule the_rooms_of_the_server_know_only_those_behind_them = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(SERVER)
            .layer("front door")
            .definedBy("dev.rollcall.http.server")
            .layer("directory")
            .definedBy("dev.rollcall.http.server.directory")
            .layer("roll calls")
            .definedBy("dev.rollcall.http.server.rollcall")
            .layer("reconciliation")
            .definedBy("dev.rollcall.http.server.reconciliation..")
            .layer("documentation")
            .definedBy("dev.rollcall.http.server.docs")
            .layer("telemetry")
            .definedBy("dev.rollcall.http.server.telemetry")
            .layer("access")
            .definedBy("dev.rollcall.http.server.access")
            .layer("origin")
            .definedBy("dev.rollcall.http.server.origin")
            .layer("web")
            .definedBy("dev.rollcall.http.server.web")
            .layer("connections")
            .definedBy("dev.rollcall.http.server.connection")
            .whereLayer("front door")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("directory")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("roll calls")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("reconciliation")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("documentation")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("telemetry")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("front door", "directory", "roll calls", "reconciliation", "telemetry")
            .whereLayer("origin")
            .mayOnlyBeAccessedByLayers("front door", "roll calls", "access", "telemetry")
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers(
                    "front door",
                    "directory",
                    "roll calls",
                    "reconciliation",
                    "documentation",
                    "telemetry",
                    "access",
                    "origin")
            .whereLayer("connections")
            .mayOnlyBeAccessedByLayers("front door", "directory", "roll calls", "reconciliation", "web");

    @ArchTest
    static final ArchRule the_rooms_of_the_application_have_no_circle =
            slices().matching("dev.rollcall.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule formats_know_no_http = noClasses()
            .that()
            .resideInAPackage("dev.rollcall.http.format..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.helidon..", SERVER, CLIENT);

    @ArchTest
    static final ArchRule no_classes_depend_on_each_other_in_a_circle =
            slices().assignedFrom(TOP_LEVEL).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_rooms_of_the_client_know_only_those_behind_them = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(CLIENT)
            .layer("roll calls")
            .definedBy("dev.rollcall.http.client")
            .layer("listing")
            .definedBy("dev.rollcall.http.client.listing")
            .layer("shared")
            .definedBy("dev.rollcall.http.client.shared")
            .layer("explanation")
            .definedBy("dev.rollcall.http.client.explanation")
            .layer("credentials")
            .definedBy("dev.rollcall.http.client.credentials")
            .layer("users API")
            .definedBy("dev.rollcall.http.client.api")
            .layer("mapping")
            .definedBy("dev.rollcall.http.client.mapping")
            .layer("connections")
            .definedBy("dev.rollcall.http.client.http1")
            .layer("transports")
            .definedBy("dev.rollcall.http.client.transport")
            .layer("network")
            .definedBy("dev.rollcall.http.client.network")
            .layer("responses")
            .definedBy("dev.rollcall.http.client.response")
            .layer("threads")
            .definedBy("dev.rollcall.http.client.threads")
            .whereLayer("roll calls")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("listing")
            .mayOnlyBeAccessedByLayers("roll calls")
            .whereLayer("shared")
            .mayOnlyBeAccessedByLayers("roll calls", "listing")
            .whereLayer("explanation")
            .mayOnlyBeAccessedByLayers("roll calls", "listing")
            .whereLayer("credentials")
            .mayOnlyBeAccessedByLayers("roll calls", "listing")
            .whereLayer("users API")
            .mayOnlyBeAccessedByLayers("roll calls", "listing", "shared", "explanation", "credentials")
            .whereLayer("mapping")
            .mayOnlyBeAccessedByLayers("roll calls", "listing", "credentials", "users API")
            .whereLayer("connections")
            .mayOnlyBeAccessedByLayers("roll calls", "listing", "credentials", "users API")
            .whereLayer("transports")
            .mayOnlyBeAccessedByLayers("users API", "connections")
            .whereLayer("network")
            .mayOnlyBeAccessedByLayers("roll calls", "listing", "credentials", "users API", "connections", "transports")
            .whereLayer("responses")
            .mayOnlyBeAccessedByLayers(
                    "roll calls",
                    "listing",
                    "explanation",
                    "credentials",
                    "users API",
                    "mapping",
                    "connections",
                    "transports")
            .whereLayer("threads")
            .mayOnlyBeAccessedByLayers("roll calls", "credentials", "connections");

    @ArchTest
    static final ArchRule the_wire_knows_no_user = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.rollcall.http.client.http1",
                    "dev.rollcall.http.client.transport",
                    "dev.rollcall.http.client.network",
                    "dev.rollcall.http.client.response")
            .should()
            .dependOnClassesThat(resideInAPackage(DOMAIN).and(not(simpleName("Quoted"))));

    @ArchTest
    static final ArchRule threads_are_started_in_one_package = noClasses()
            .that()
            .resideOutsideOfPackage(CLIENT)
            .and()
            .doNotImplement(SERVERS_OWN)
            .should()
            .dependOnClassesThat(CONCURRENT)
            .orShould()
            .callCodeUnitWhere(callTo("java\\.lang\\.Thread", "<init>|start|startVirtualThread|ofVirtual|ofPlatform"))
            .orShould()
            .beAssignableTo(Thread.class)
            .because("concurrency has one address");

    /** Threads start at one address; they wait for each other in these files, too. */
    @ArchTest
    static final ArchRule threads_wait_for_each_other_only_where_that_is_said = noClasses()
            .that()
            .resideOutsideOfPackage(CLIENT)
            .and()
            .haveNameNotMatching(
                    ".*\\.(Loads|Database|OneWriter|PatientFile|Peer|ClosingFilter|Application|SampleRemote|RunFollower|FailedSignIns)(\\$.*)?")
            .should()
            .callCodeUnitWhere(callTo(
                    "java\\.util\\.concurrent\\..*|java\\.lang\\.(Object|Thread)",
                    "await.*|acquire.*|wait|join|get|park.*|sleep|lock.*|take|put"));

    @ArchTest
    static final ArchRule no_signature_shows_concurrency = noMethods()
            .that()
            .doNotHaveModifier(JavaModifier.PRIVATE)
            .and()
            .areDeclaredInClassesThat()
            .doNotImplement(SERVERS_OWN)
            .should()
            .haveRawReturnType(CONCURRENT)
            .orShould()
            .haveRawParameterTypes(DescribedPredicate.anyElementThat(CONCURRENT))
            .because("synchronous code can't lose a future");

    @ArchTest
    static final ArchRule standard_streams_belong_to_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackage("dev.rollcall.app..")
            .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule names_come_from_the_domain = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");
}
