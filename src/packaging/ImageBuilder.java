import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the application image together: {@code bin} (the launcher), {@code lib} (jars, native libraries, the archive of
 * loaded classes), {@code runtime} (the linked Java runtime) and {@code share} (shell completion). Maven runs this file
 * in the phase {@code package}, with the JDK of the toolchain and the run-time class path:
 *
 * <pre>java -cp CLASSPATH src/packaging/ImageBuilder.java JAR IMAGE MAIN_CLASS MODULE,MODULE...</pre>
 *
 * <p>Each part is made again only when what it is made of has changed. Nothing here needs a tool from outside the JDK.
 */
final class ImageBuilder {
    /** From this release on one run of {@code java} writes an AOT cache (JEP 514); before, it is a CDS archive. */
    private static final int FIRST_WITH_AOT_CACHE = 25;

    private static final int CHILD_SECONDS = 120;

    private final Path jar;
    private final Path image;
    private final Path lib;
    private final Path runtime;
    private final String mainClass;

    private ImageBuilder(Path jar, Path image, String mainClass) {
        this.jar = jar;
        this.image = image;
        this.lib = image.resolve("lib");
        this.runtime = image.resolve("runtime");
        this.mainClass = mainClass;
    }

    public static void main(String[] args) throws Exception {
        ImageBuilder builder = new ImageBuilder(Path.of(args[0]), Path.of(args[1]), args[2]);
        builder.copyJars();
        builder.unpackNativeLibraries();
        builder.linkRuntime(Set.of(args[3].strip().split("[\\s,]+")));
        builder.installLauncher(Path.of("src/packaging/afterleak.sh"));
        builder.generateCompletion();
        builder.archiveClasses();
    }

    /** The application's jar and its run-time dependencies, exactly: what is no dependency any more goes. */
    private void copyJars() throws IOException {
        Files.createDirectories(lib);
        Set<Path> wanted = new LinkedHashSet<>();
        wanted.add(copyIfChanged(jar, lib.resolve(jar.getFileName())));
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (entry.endsWith(".jar")) {
                Path from = Path.of(entry);
                wanted.add(copyIfChanged(from, lib.resolve(from.getFileName())));
            }
        }
        try (Stream<Path> present = Files.list(lib)) {
            for (Path path : present.filter(p -> p.toString().endsWith(".jar")).toList()) {
                if (!wanted.contains(path)) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Keeps the time of last change, which the archive of classes checks. */
    private static Path copyIfChanged(Path from, Path to) throws IOException {
        if (!Files.exists(to)
                || Files.size(from) != Files.size(to)
                || !lastModified(from).equals(lastModified(to))) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return to;
    }

    private static FileTime lastModified(Path path) throws IOException {
        return FileTime.from(Files.getLastModifiedTime(path).to(TimeUnit.SECONDS), TimeUnit.SECONDS);
    }

    /**
     * SQLite's and JLine's libraries for this machine, which would otherwise be written to the temporary folder at each
     * start. Where a jar has none for it, the library at hand falls back to its own way.
     */
    private void unpackNativeLibraries() throws IOException {
        Path folder = Files.createDirectories(lib.resolve("native"));
        unpack("/org/sqlite/native/" + org.sqlite.util.OSInfo.getNativeLibFolderPathForCurrentOS(), "sqlitejdbc", folder);
        unpack("/org/jline/nativ/" + org.jline.nativ.OSInfo.getNativeLibFolderPathForCurrentOS(), "jlinenative", folder);
    }

    private static void unpack(String resourceFolder, String library, Path folder) throws IOException {
        String name = System.mapLibraryName(library);
        try (InputStream in = ImageBuilder.class.getResourceAsStream(resourceFolder + "/" + name)) {
            if (in != null) {
                Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The listed modules, those that the application's own classes use, and what both require. */
    private void linkRuntime(Set<String> listed) throws IOException {
        Set<String> modules = new TreeSet<>(listed);
        modules.addAll(usedModules());
        // A module that a later JDK has folded into another one is no loss (jdk.crypto.ec went into java.base in 22).
        modules.removeIf(m -> ModuleLayer.boot().configuration().findModule(m).isEmpty()
                && java.lang.module.ModuleFinder.ofSystem().find(m).isEmpty());
        List<String> arguments = new ArrayList<>(List.of(
                "--add-modules", String.join(",", modules),
                "--include-locales", "en,es,fr,de",
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--compress", "zip-2"));
        if (Runtime.version().feature() < FIRST_WITH_AOT_CACHE) {
            arguments.add("--generate-cds-archive"); // the ground that the application's own archive stands on
        }
        String made = System.getProperty("java.home") + " " + Runtime.version() + " " + String.join(" ", arguments);
        Path stamp = runtime.resolve("afterleak-runtime.txt");
        if (isStamped(stamp, made)) {
            return;
        }
        deleteFolder(runtime);
        arguments.addAll(List.of("--output", runtime.toString()));
        runTool("jlink", arguments);
        Files.writeString(stamp, made);
    }

    private Set<String> usedModules() {
        String classPath = System.getProperty("java.class.path");
        String modules = runTool(
                "jdeps",
                List.of(
                        "--multi-release", "21",
                        "--ignore-missing-deps",
                        "--print-module-deps",
                        "--no-recursive",
                        "--class-path", classPath,
                        jar.toString()));
        return Arrays.stream(modules.strip().split(","))
                .filter(m -> m.startsWith("java.") || m.startsWith("jdk."))
                .collect(Collectors.toSet());
    }

    private void installLauncher(Path script) throws IOException {
        Path launcher = Files.createDirectories(image.resolve("bin")).resolve("afterleak");
        Files.copy(script, launcher, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void generateCompletion() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(image.resolve("share/bash-completion/completions"));
        Path script = folder.resolve("afterleak");
        if (Files.exists(script) && !lastModified(script).toInstant().isBefore(lastModified(jar).toInstant())) {
            return;
        }
        runJava(List.of(
                "-cp", lib.resolve(jar.getFileName()).toString(),
                "picocli.AutoComplete",
                "--force",
                "--name", "afterleak",
                "--completionScript", script.toString(),
                mainClass));
    }

    /**
     * Runs the application once and keeps the classes that it loaded, parsed and linked, beside the jars. An archive
     * belongs to one runtime and one set of jars (by size and time of last change); the JVM passes over any other.
     */
    private void archiveClasses() throws IOException, InterruptedException {
        boolean aot = Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
        Path archive = lib.resolve(aot ? "afterleak.aot" : "afterleak.jsa");
        Path stamp = lib.resolve("afterleak-archive.txt");
        StringBuilder madeOf = new StringBuilder(Files.readString(runtime.resolve("afterleak-runtime.txt")));
        try (Stream<Path> jars = Files.list(lib)) {
            jars.filter(p -> p.toString().endsWith(".jar")).sorted().forEach(p -> madeOf.append('\n')
                    .append(p.getFileName())
                    .append(' ')
                    .append(sizeAndTime(p)));
        }
        if (Files.exists(archive) && isStamped(stamp, madeOf.toString())) {
            return;
        }
        Files.deleteIfExists(lib.resolve("afterleak.aot"));
        Files.deleteIfExists(lib.resolve("afterleak.jsa"));
        runJava(List.of(
                (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive,
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-jar", lib.resolve(jar.getFileName()).toString(),
                "--help"));
        if (!Files.exists(archive)) {
            throw new IOException("the JVM wrote no " + archive);
        }
        Files.writeString(stamp, madeOf);
    }

    private static String sizeAndTime(Path path) {
        try {
            return Files.size(path) + " " + Files.getLastModifiedTime(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStamped(Path stamp, String content) throws IOException {
        return Files.exists(stamp) && Files.readString(stamp).equals(content);
    }

    private static String runTool(String name, List<String> arguments) {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("this JDK has no " + name + ": a full JDK is needed, not a JRE"));
        var out = new java.io.StringWriter();
        var writer = new java.io.PrintWriter(out);
        int status = tool.run(writer, writer, arguments.toArray(String[]::new));
        writer.flush();
        if (status != 0) {
            throw new IllegalStateException(String.format(Locale.ROOT, "%s ended with %d: %s", name, status, out));
        }
        return out.toString();
    }

    /** Runs the image's own runtime. What it prints is shown only when it fails. */
    private void runJava(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(runtime.resolve("bin/java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(CHILD_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after " + CHILD_SECONDS + " s: " + String.join(" ", command));
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit status " + process.exitValue() + ": " + String.join(" ", command) + "\n" + output);
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
