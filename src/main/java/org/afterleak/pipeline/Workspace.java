package org.afterleak.pipeline;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterleak.config.ConfigException;
import org.afterleak.config.Settings;
import org.afterleak.crypto.EnvelopeException;
import org.afterleak.crypto.KeyEnvelope;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.crypto.SigningIdentity;
import org.afterleak.evidence.SigningIdentityFiles;
import org.afterleak.identifier.Facilities;
import org.afterleak.identifier.IdFormats;
import org.afterleak.identifier.OwnForms;
import org.afterleak.watchlist.Importer;
import org.afterleak.watchlist.WatchlistException;

/**
 * The folders of one investigation: {@code watchlist/} with the key envelope, the sealed records, the signing identity and
 * the configuration, and {@code index/} with findings and frontier. What the program keeps goes there and nowhere else.
 */
public final class Workspace {
    private static final String ENVELOPE = "key.json";

    /** A key file or envelope is a few hundred bytes; what is larger is something else. */
    private static final int MAX_KEY_BYTES = 64 << 10;

    private final Path root;

    private Workspace(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** The workspace in that folder, whether it exists yet or not. */
    public static Workspace at(Path folder) {
        return new Workspace(folder);
    }

    public Path root() {
        return root;
    }

    public Path watchlistFolder() {
        return root.resolve("watchlist");
    }

    public Path indexFolder() {
        return root.resolve("index");
    }

    /** The file of sources that {@code watch} takes without an option. */
    public Path sourcesFile() {
        return watchlistFolder().resolve("sources.yaml");
    }

    /** The file of what is held back; it is there once something was judged or counted. */
    public Path suppressionFile() {
        return indexFolder().resolve("suppression.db");
    }

    /** Whether anything was ever judged or counted here. */
    public boolean hasSuppressions() {
        return Files.exists(suppressionFile());
    }

    public Settings settings() throws ConfigException {
        return Settings.read(watchlistFolder().resolve("settings.yaml"));
    }

    /**
     * What the settings tell of the identifiers of the leak: other names of facilities, formats of ID numbers.
     *
     * @throws WorkspaceException if the settings cannot be read, or a format cannot be followed: to go on without would be
     *     to miss records in silence
     */
    public OwnForms ownForms() throws WorkspaceException {
        try {
            Settings settings = settings();
            List<IdFormats.Format> formats = new ArrayList<>();
            for (Settings.IdFormat format : settings.idFormats()) {
                formats.add(IdFormats.Format.of(
                        format.name(),
                        format.issuer().orElse(""),
                        format.shape(),
                        format.check().orElse("")));
            }
            return new OwnForms(
                    Facilities.withAliases(settings.facilityAliases()),
                    IdFormats.builtIn().with(formats));
        } catch (ConfigException e) {
            throw new WorkspaceException(WorkspaceException.Trouble.UNREADABLE, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.UNREADABLE, "settings.yaml: id_formats: " + e.getMessage());
        }
    }

    public boolean isInitialised() {
        return Files.exists(watchlistFolder().resolve(ENVELOPE), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Makes the folders, the keys, an empty watchlist and a signing identity. The envelope comes last: without it there is
     * no workspace, so an interrupted attempt can be made again.
     *
     * @param secrets a key file that is named but does not exist is made
     * @throws WorkspaceException if there is a workspace already: its keys are never overwritten
     */
    public void initialise(Secrets secrets, Clock clock) throws WorkspaceException, IOException {
        if (isInitialised()) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.EXISTS,
                    "there is a workspace in " + root
                            + " already; its key would be lost: choose another folder with -w");
        }
        Optional<Path> keyFile = secrets.keyFile().map(p -> p.toAbsolutePath().normalize());
        try (SecretBytes secret = keyFile.isPresent() ? makeKeyFile(keyFile.get()) : secrets.passphrase(true)) {
            KeyEnvelope envelope = keyFile.isPresent()
                    ? KeyEnvelope.forKeyFile(secret, keyFile.get().toString(), clock.instant())
                    : KeyEnvelope.forPassphrase(secret, clock.instant());
            try (KeyRing keys = envelope.open(secret)) {
                makeFolder(watchlistFolder());
                makeFolder(indexFolder());
                Importer.createWatchlist(watchlistFolder(), keys);
                // Leftovers of an attempt that was interrupted before the envelope was there: no key opens them.
                Files.deleteIfExists(watchlistFolder().resolve(SigningIdentityFiles.SEALED));
                Files.deleteIfExists(watchlistFolder().resolve(SigningIdentityFiles.CERTIFICATE));
                SigningIdentityFiles.create(watchlistFolder(), keys, "Afterleak workspace", clock);
            }
            write(watchlistFolder().resolve(ENVELOPE), envelope.toJson());
        } catch (EnvelopeException | GeneralSecurityException | WatchlistException e) {
            throw new WorkspaceException(WorkspaceException.Trouble.UNREADABLE, e.getMessage());
        }
    }

    /**
     * Opens the key envelope.
     *
     * @return the workspace's keys, which the caller closes
     */
    public KeyRing unlock(Secrets secrets) throws WorkspaceException, IOException {
        if (!isInitialised()) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.NO_KEY,
                    "there is no workspace in " + root + "; make one with: afterleak init");
        }
        try {
            KeyEnvelope envelope = KeyEnvelope.parse(readSmall(watchlistFolder().resolve(ENVELOPE)));
            try (SecretBytes secret =
                    envelope.wantsPassphrase() ? secrets.passphrase(false) : readKeyFile(secrets, envelope)) {
                return envelope.open(secret);
            }
        } catch (EnvelopeException e) {
            throw new WorkspaceException(WorkspaceException.Trouble.NO_KEY, e.getMessage());
        }
    }

    /** The identity that signs this workspace's packets. */
    public SigningIdentity signingIdentity(KeyRing keys) throws WorkspaceException, IOException {
        try {
            return SigningIdentityFiles.open(watchlistFolder(), keys);
        } catch (GeneralSecurityException e) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.UNREADABLE,
                    "the signing identity in " + watchlistFolder()
                            + " does not open; restore it, or sign with --sign-with");
        }
    }

    private static SecretBytes makeKeyFile(Path file) throws IOException, EnvelopeException, WorkspaceException {
        if (Files.notExists(file)) {
            write(file, KeyEnvelope.newKeyFile());
        }
        return KeyEnvelope.readKeyFile(readSmall(file));
    }

    private SecretBytes readKeyFile(Secrets secrets, KeyEnvelope envelope)
            throws WorkspaceException, IOException, EnvelopeException {
        Optional<Path> named = secrets.keyFile()
                .or(this::settingsKeyFile)
                .or(() -> envelope.keyFile().map(Path::of));
        if (named.isEmpty()) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.NO_KEY, "this workspace opens with a key file; name it with --key-file");
        }
        Path file = named.get();
        if (!Files.isReadable(file)) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.NO_KEY,
                    "the key file " + file + " cannot be read; name the right one with --key-file");
        }
        return KeyEnvelope.readKeyFile(readSmall(file));
    }

    private Optional<Path> settingsKeyFile() {
        try {
            return settings().keyFile();
        } catch (ConfigException e) {
            // Whoever reads the settings for their own sake says what is wrong with them.
            return Optional.empty();
        }
    }

    private static byte[] readSmall(Path file) throws IOException, WorkspaceException {
        if (Files.size(file) > MAX_KEY_BYTES) {
            throw new WorkspaceException(
                    WorkspaceException.Trouble.UNREADABLE, file + " is too large to be what it should be; restore it");
        }
        return Files.readAllBytes(file);
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    /** Writes a file as a whole or not at all, readable by its owner alone. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part);
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        }
        try {
            Files.write(part, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
