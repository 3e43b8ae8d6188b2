package dev.rollcall.http.client;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The resources that this process holds.
 *
 * @param files how many files and sockets are open
 * @param threads the names of all threads, virtual ones too
 */
record Holdings(long files, List<String> threads) {
    static Holdings now() throws IOException {
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Holdings(system.getOpenFileDescriptorCount(), threadNames());
    }

    private static List<String> threadNames() throws IOException {
        Path folder = Files.createTempDirectory("threads");
        Path dump = folder.resolve("dump.txt").toAbsolutePath();
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
            try (Stream<String> lines = Files.lines(dump)) {
                return lines.filter(line -> line.startsWith("#"))
                        .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                        .toList();
            }
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(folder);
        }
    }
}
