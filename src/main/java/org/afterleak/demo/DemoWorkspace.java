package org.afterleak.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.pipeline.Secrets;
import org.afterleak.pipeline.Workspace;
import org.afterleak.pipeline.WorkspaceException;

/**
 * The folder that the demo works in: a workspace that a key file inside it opens, so that nothing is asked, now or later.
 * For people who do not exist that is protection enough, and for nobody else.
 */
final class DemoWorkspace {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String SETTINGS = """
            # Written by the demo: in whose name its takedown request is drafted.
            sender:
              name: "Alex Example"
              organisation: "Agency for the Demonstration"
              email: desk@example.org
              authority: "Data protection officer of the controller"
              jurisdiction: EU
            """;

    private final Path root;
    private final Workspace workspace;

    private DemoWorkspace(Path root) {
        this.root = root;
        this.workspace = Workspace.at(root);
    }

    /** A folder of its own below the system's folder for what is temporary, named after the demo and the time. */
    static Path freshFolder(Path parent, Clock clock) throws IOException {
        String name = "afterleak-demo-" + STAMP.format(clock.instant());
        for (int attempt = 1; ; attempt++) {
            Path folder = parent.resolve(attempt == 1 ? name : name + "-" + attempt);
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                if (attempt >= 1_000) {
                    throw e;
                }
            }
        }
    }

    /**
     * Makes the workspace.
     *
     * @throws WorkspaceException if the folder has anything in it
     */
    static DemoWorkspace make(Path folder, Clock clock) throws WorkspaceException, IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (!isEmpty(root)) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.EXISTS,
                    root + " is not an empty folder; give demo a new one with --dir, or none");
        }
        Files.createDirectories(root);
        if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
        DemoWorkspace made = new DemoWorkspace(root);
        made.workspace.initialise(made.secrets(), clock);
        Files.writeString(made.workspace.watchlistFolder().resolve("settings.yaml"), SETTINGS, StandardCharsets.UTF_8);
        return made;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    Path root() {
        return root;
    }

    Workspace workspace() {
        return workspace;
    }

    Path leakedFile() {
        return root.resolve("leaked.xlsx");
    }

    Path packetFolder() {
        return root.resolve("packets");
    }

    /** The key file, which the envelope names too: whoever opens the workspace later need not name it. */
    Secrets secrets() {
        Path keyFile = root.resolve("demo.key");
        return new Secrets() {
            @Override
            public SecretBytes passphrase(boolean confirm) throws WorkspaceException {
                throw new WorkspaceException(
                        WorkspaceException.Trouble.NO_KEY, "the demo's workspace opens with " + keyFile);
            }

            @Override
            public Optional<Path> keyFile() {
                return Optional.of(keyFile);
            }
        };
    }
}
