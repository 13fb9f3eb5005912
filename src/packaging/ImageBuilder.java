import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the application image together: {@code bin} (the launcher), {@code lib} (jars, native libraries, the archive of
 * loaded classes), {@code runtime} (the linked Java runtime) and {@code share} (shell completion). Maven runs this file
 * in the phase {@code package}, with the JDK of the toolchain and the run-time class path:
 *
 * <pre>java -cp CLASSPATH src/packaging/ImageBuilder.java SOURCES JAR IMAGE MAIN_CLASS MODULE,MODULE...</pre>
 *
 * <p>Each part is made again only when what it is made of has changed; the stamps that tell are beside the image. It
 * needs no tool from outside the JDK, 21 or later.
 */
final class ImageBuilder {
    /** From this release on one run of {@code java} writes an AOT cache (JEP 514); before, it is a CDS archive. */
    private static final int FIRST_WITH_AOT_CACHE = 25;

    /** From this release on {@code java.lang.classfile} is there (JEP 484), which FastStart.java needs. */
    private static final int FIRST_WITH_CLASS_FILE_API = 24;

    private static final int CHILD_SECONDS = 120;

    private final Path sources;
    private final Path jar;
    private final Path image;
    private final Path lib;
    private final Path runtime;
    private final Path stamps;
    private final String mainClass;

    private ImageBuilder(Path sources, Path jar, Path image, String mainClass) {
        this.sources = sources;
        this.jar = jar;
        this.image = image;
        this.lib = image.resolve("lib");
        this.runtime = image.resolve("runtime");
        this.stamps = image.resolveSibling("image-stamps");
        this.mainClass = mainClass;
    }

    public static void main(String[] args) throws Exception {
        ImageBuilder builder = new ImageBuilder(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), args[3]);
        Files.createDirectories(builder.stamps);
        FutureTask<Void> linking =
                inBackground(() -> builder.linkRuntime(Set.of(args[4].strip().split("[\\s,]+"))));
        builder.copyJars();
        builder.unpackNativeLibraries();
        builder.installLauncher();
        linking.get();
        FutureTask<Void> completion = inBackground(builder::generateCompletion);
        builder.archiveClasses();
        completion.get();
    }

    private static FutureTask<Void> inBackground(Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    /** The application's jar and its run-time dependencies, exactly: what is no dependency any more goes. */
    private void copyJars() throws IOException, InterruptedException {
        Files.createDirectories(lib);
        Set<Path> wanted = new LinkedHashSet<>();
        wanted.add(copyIfChanged(jar, lib.resolve(jar.getFileName())));
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (entry.endsWith(".jar")) {
                Path from = Path.of(entry);
                Path to = lib.resolve(from.getFileName());
                boolean slowStarter = from.getFileName().toString().startsWith("picocli-")
                        && Runtime.version().feature() >= FIRST_WITH_CLASS_FILE_API;
                wanted.add(slowStarter ? makeFastStarting(from, to) : copyIfChanged(from, to));
            }
        }
        for (Path present : jars()) {
            if (!wanted.contains(present)) {
                Files.delete(present);
            }
        }
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** Keeps the time of last change, which the archive of classes checks. */
    private static Path copyIfChanged(Path from, Path to) throws IOException {
        if (!Files.exists(to) || !sizeAndTime(from).equals(sizeAndTime(to))) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        return to;
    }

    private Path makeFastStarting(Path from, Path to) throws IOException, InterruptedException {
        Path stamp = stamps.resolve("fast-start.txt");
        String madeOf = from + " " + sizeAndTime(from);
        if (!Files.exists(to) || !isStamped(stamp, madeOf)) {
            Path source = sources.resolve("FastStart.java");
            runJava(Path.of(System.getProperty("java.home")), source.toString(), from.toString(), to.toString());
            Files.writeString(stamp, madeOf);
        }
        return to;
    }

    /**
     * SQLite's and JLine's libraries for this machine, which would otherwise be written to the temporary folder at each
     * start. Where a jar has none for it, the library at hand falls back to its own way.
     */
    private void unpackNativeLibraries() throws IOException {
        Path folder = Files.createDirectories(lib.resolve("native"));
        String sqlite = "/org/sqlite/native/" + org.sqlite.util.OSInfo.getNativeLibFolderPathForCurrentOS();
        unpack(sqlite, System.mapLibraryName("sqlitejdbc"), folder);
        String jline = "/org/jline/nativ/" + org.jline.nativ.OSInfo.getNativeLibFolderPathForCurrentOS();
        unpack(jline, System.mapLibraryName("jlinenative"), folder);
    }

    private static void unpack(String resources, String name, Path folder) throws IOException {
        try (InputStream in = ImageBuilder.class.getResourceAsStream(resources + "/" + name)) {
            if (in != null) {
                Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** The listed modules, those that the application's own classes use, and what both require. */
    private Void linkRuntime(Set<String> listed) throws IOException {
        Set<String> modules = new TreeSet<>(listed);
        modules.addAll(usedModules());
        // A module that a later JDK has folded into another one is no loss: jdk.crypto.ec went into java.base in 22.
        modules.removeIf(module -> ModuleFinder.ofSystem().find(module).isEmpty());
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--add-modules", String.join(",", modules)));
        arguments.addAll(List.of("--include-locales", "en,es,fr,de", "--compress", "zip-2"));
        arguments.addAll(List.of("--strip-java-debug-attributes", "--no-header-files", "--no-man-pages"));
        if (Runtime.version().feature() < FIRST_WITH_AOT_CACHE) {
            arguments.add("--generate-cds-archive"); // the ground that the application's own archive stands on
        }
        Path stamp = stamps.resolve("runtime.txt");
        String madeOf = System.getProperty("java.home") + " " + Runtime.version() + " " + arguments;
        if (Files.exists(runtime.resolve("bin/java")) && isStamped(stamp, madeOf)) {
            return null;
        }
        delete(runtime);
        arguments.addAll(List.of("--output", runtime.toString()));
        runTool("jlink", arguments);
        Files.writeString(stamp, madeOf);
        return null;
    }

    private Set<String> usedModules() throws IOException {
        Path stamp = stamps.resolve("modules.txt");
        String madeOf = sizeAndTime(jar) + "\n";
        if (!Files.exists(stamp) || !Files.readString(stamp).startsWith(madeOf)) {
            List<String> arguments = new ArrayList<>();
            arguments.addAll(List.of("--multi-release", "21", "--ignore-missing-deps", "--print-module-deps"));
            arguments.addAll(List.of("--no-recursive", "--class-path", System.getProperty("java.class.path")));
            arguments.add(jar.toString());
            Files.writeString(stamp, madeOf + runTool("jdeps", arguments).strip());
        }
        return Arrays.stream(Files.readString(stamp).substring(madeOf.length()).split(","))
                .filter(module -> module.startsWith("java.") || module.startsWith("jdk."))
                .collect(Collectors.toSet());
    }

    private void installLauncher() throws IOException {
        Path launcher = Files.createDirectories(image.resolve("bin")).resolve("afterleak");
        Files.copy(sources.resolve("afterleak.sh"), launcher, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path logging = lib.resolve("logging.properties");
        Files.copy(sources.resolve("logging.properties"), logging, StandardCopyOption.REPLACE_EXISTING);
    }

    /** For bash, and for zsh through its bashcompinit. */
    private Void generateCompletion() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(image.resolve("share/bash-completion/completions"));
        Path script = folder.resolve("afterleak");
        Path stamp = stamps.resolve("completion.txt");
        String madeOf = sizeAndTime(jar);
        if (!Files.exists(script) || !isStamped(stamp, madeOf)) {
            String classPath = jars().stream().map(Path::toString).collect(Collectors.joining(":"));
            List<String> autoComplete = List.of("-cp", classPath, "picocli.AutoComplete", "--force");
            List<String> output = List.of("--name", "afterleak", "--completionScript", script.toString(), mainClass);
            runJava(
                    runtime,
                    Stream.concat(autoComplete.stream(), output.stream()).toArray(String[]::new));
            Files.writeString(stamp, madeOf);
        }
        return null;
    }

    /**
     * Runs the application once and keeps the classes that it loaded, parsed and linked, beside the jars. An archive
     * belongs to one runtime and one set of jars (by size and time of last change); the JVM passes over any other.
     */
    private void archiveClasses() throws IOException, InterruptedException {
        boolean aot = Runtime.version().feature() >= FIRST_WITH_AOT_CACHE;
        Path archive = lib.resolve(aot ? "afterleak.aot" : "afterleak.jsa");
        Path stamp = stamps.resolve("archive.txt");
        StringBuilder madeOf = new StringBuilder(Files.readString(stamps.resolve("runtime.txt")));
        for (Path path : jars()) {
            madeOf.append('\n').append(path.getFileName()).append(' ').append(sizeAndTime(path));
        }
        if (Files.exists(archive) && isStamped(stamp, madeOf.toString())) {
            return;
        }
        Files.deleteIfExists(lib.resolve("afterleak.aot"));
        Files.deleteIfExists(lib.resolve("afterleak.jsa"));
        // The collector and the native access are the launcher's: an archive remembers both.
        runJava(
                runtime,
                (aot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive,
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                lib.resolve(jar.getFileName()).toString(),
                "--help");
        if (!Files.exists(archive)) {
            throw new IOException("the JVM wrote no " + archive);
        }
        Files.writeString(stamp, madeOf);
    }

    private static String sizeAndTime(Path path) throws IOException {
        return Files.size(path) + " " + Files.getLastModifiedTime(path).to(TimeUnit.MILLISECONDS);
    }

    private static boolean isStamped(Path stamp, String madeOf) throws IOException {
        return Files.exists(stamp) && Files.readString(stamp).equals(madeOf);
    }

    private static String runTool(String name, List<String> arguments) {
        ToolProvider tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new IllegalStateException("no " + name + " here: a full JDK is needed, not a JRE"));
        StringWriter out = new StringWriter();
        int status;
        try (PrintWriter writer = new PrintWriter(out)) {
            status = tool.run(writer, writer, arguments.toArray(String[]::new));
        }
        if (status != 0) {
            throw new IllegalStateException(name + " ended with " + status + ": " + out);
        }
        return out.toString();
    }

    /** What it prints is shown only when it fails. */
    private static void runJava(Path home, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        process.getOutputStream().close();
        FutureTask<Void> watchdog = inBackground(() -> {
            if (!process.waitFor(CHILD_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return null;
        });
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        watchdog.cancel(true);
        if (status != 0) {
            throw new IOException("exit status " + status + " of " + String.join(" ", command) + "\n" + output);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> {
                    try {
                        Files.delete(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }
}
