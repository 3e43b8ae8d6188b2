import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A step of the build: writes a jar anew whose class files are too old for an AOT cache. Java keeps classes linked from version 50 on, since
 * these bring what the verifier has to know of each branch (JVM specification, section 4.10); older ones it reads, verifies and links at each
 * start. Their instructions stay as they are. Versions of Java after 25 keep the old ones, too (JDK-8317269); with one of those this can go.
 */
final class NewerClassFiles {
    private static final int FIRST_KEPT = ClassFile.JAVA_6_VERSION;
    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;

    private NewerClassFiles() {}

    /** Reads the jar that is named first, and writes the one that is named second, in its folder. */
    public static void main(String[] args) throws IOException {
        Path from = Path.of(args[0]);
        Path to = Path.of(args[1]);
        Files.createDirectories(to.toAbsolutePath().getParent());
        try (var classes = new URLClassLoader(new URL[] {from.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
                var in = new JarInputStream(Files.newInputStream(from))) {
            ClassFile format = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(classes)));
            Files.write(to, rewritten(in, format));
        }
    }

    private static byte[] rewritten(JarInputStream in, ClassFile format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(bytes)) {
            JarEntry manifest = new JarEntry(JarFile.MANIFEST_NAME);
            manifest.setTime(0);
            out.putNextEntry(manifest);
            withNotice(in.getManifest()).write(out);
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                if (entry.getName().endsWith(".SF")) {
                    throw new IOException("the jar is signed, and would no longer be what was signed");
                }
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                byte[] content = in.readAllBytes();
                out.write(entry.getName().endsWith(".class") ? newer(content, entry.getName(), format) : content);
            }
        }
        return bytes.toByteArray();
    }

    /** A licence may ask for a notice of changes: the Apache License does, in section 4(b). */
    private static Manifest withNotice(Manifest manifest) {
        manifest.getMainAttributes()
                .putValue(
                        "Changed-By-Rollcall",
                        "class files older than version %d have version %d and stack maps".formatted(FIRST_KEPT, WRITTEN));
        return manifest;
    }

    private static byte[] newer(byte[] content, String name, ClassFile format) throws IOException {
        ClassModel old = format.parse(content);
        if (old.majorVersion() >= FIRST_KEPT) {
            return content;
        }
        // the code has to be written anew to get its maps, although it stays the same
        byte[] newer = format.transformClass(
                old,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(ClassTransform.endHandler(end -> end.withVersion(WRITTEN, 0))));
        var mistakes = format.verify(newer);
        if (!mistakes.isEmpty()) {
            throw new IOException(name + ": " + mistakes);
        }
        return newer;
    }
}
