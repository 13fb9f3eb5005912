package org.afterleak.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What does not change from call to call, from {@code watchlist/settings.yaml}. Everything is optional; the program's
 * options win over it. Paths in it are relative to the folder that the file is in, and a leading {@code ~/} is the
 * user's home. Immutable.
 *
 * <p>No password stands in it: where one is needed it names a file that holds it.
 */
public final class Settings {
    /** Where the Internet Assigned Numbers Authority publishes which RDAP server knows what (RFC 9224). */
    public static final URI IANA_RDAP_BOOTSTRAP = URI.create("https://data.iana.org/rdap/");

    private static final List<String> PROGRAMS = List.of("chromium", "openssl", "tesseract");
    private static final long MIB = 1L << 20;

    private final Sender sender;
    private final Optional<Smtp> smtp;
    private final Optional<URI> rdapBootstrap;
    private final List<URI> timeStampAuthorities;
    private final Optional<Path> keyFile;
    private final Optional<SigningIdentity> signingIdentity;
    private final List<Path> sealTo;
    private final Map<String, Path> programs;
    private final Limits limits;
    private final Quarantine quarantine;
    private final Map<String, String> facilityAliases;
    private final List<IdFormat> idFormats;

    /**
     * In whose name a takedown is asked for. All parts may be absent; a letter leaves out what is.
     *
     * @param name the person who signs
     * @param email where the answer goes
     * @param authority under which authority they ask ("Data protection officer of ...")
     * @param jurisdiction ISO 3166 code or name of the country whose law they name
     */
    public record Sender(
            Optional<String> name,
            Optional<String> organisation,
            Optional<String> email,
            Optional<String> phone,
            Optional<String> address,
            Optional<String> authority,
            Optional<String> jurisdiction,
            Optional<String> reference) {}

    /**
     * How mail leaves.
     *
     * @param server {@code smtp://HOST:PORT} (STARTTLS where the server offers it) or {@code smtps://HOST:PORT}
     * @param passwordFile file whose first line is the password
     * @param from envelope sender; the sender's e-mail when absent
     */
    public record Smtp(URI server, Optional<String> user, Optional<Path> passwordFile, Optional<String> from) {}

    /** An own identity to sign packets with, instead of the workspace's. */
    public record SigningIdentity(Path pkcs12, Optional<Path> passwordFile) {}

    /**
     * How much is read at most; what is beyond is cut off, and said so.
     *
     * @param fetchBytes of one response's payload, default 32 MiB
     * @param fetchTime for one response, redirects included, default 60 s
     * @param fileBytes of one file that is scanned, default 512 MiB
     */
    public record Limits(long fetchBytes, Duration fetchTime, long fileBytes) {
        static final Limits DEFAULT = new Limits(32 * MIB, Duration.ofSeconds(60), 512 * MIB);
    }

    /**
     * From when on a number or a name that stands alone everywhere is no news.
     *
     * @param hosts unrelated hosts on which it stood alone, default 5; 0: never
     * @param window within that time, default 24 h
     */
    public record Quarantine(int hosts, Duration window) {
        static final Quarantine DEFAULT = new Quarantine(5, Duration.ofHours(24));
    }

    /**
     * A format of ID numbers that the program does not know by itself.
     *
     * @param name the word for it in findings: "case number"
     * @param shape of its letters and digits: {@code 9} a digit, {@code A} a letter, {@code *} either, {@code [ABC]} one
     *     of these, {@code 'AB'} these, <code>{2,4}</code> so many times; {@code |} parts alternatives
     * @param check how its check digit is made ("luhn", "mod97", ...); absent: it has none
     */
    public record IdFormat(String name, String shape, Optional<String> check, Optional<String> issuer) {}

    private Settings(YamlMap root, Path folder) throws ConfigException {
        this.sender = sender(root.map("sender"));
        this.smtp = smtp(root, folder);
        this.rdapBootstrap = root.optionalUri("rdap_bootstrap", "https", "http");
        this.timeStampAuthorities = List.copyOf(root.uris("time_stamp_authorities", "https", "http"));
        this.keyFile = path(root, "key_file", folder);
        this.signingIdentity = signingIdentity(root, folder);
        this.sealTo = root.list("seal_to").stream().map(p -> resolve(p, folder)).toList();
        Map<String, Path> paths = new TreeMap<>();
        YamlMap programMap = root.map("programs");
        for (String program : PROGRAMS) {
            path(programMap, program, folder).ifPresent(p -> paths.put(program, p));
        }
        this.programs = Map.copyOf(paths);
        this.limits = limits(root.map("limits"));
        this.quarantine = quarantine(root.map("quarantine"));
        this.facilityAliases = facilityAliases(root.map("facility_aliases"));
        this.idFormats = idFormats(root.maps("id_formats"));
        root.refuseOthers();
    }

    /** What holds without a file. */
    public static Settings defaults() {
        try {
            return new Settings(YamlMap.empty("settings.yaml"), Path.of(""));
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the file, or gives {@link #defaults} where there is none.
     *
     * @throws ConfigException naming the line of what cannot be followed
     */
    public static Settings read(Path file) throws ConfigException {
        if (Files.notExists(file)) {
            return defaults();
        }
        Path parent = file.toAbsolutePath().getParent();
        return new Settings(StrictYaml.read(file), parent == null ? Path.of("") : parent);
    }

    public Sender sender() {
        return sender;
    }

    public Optional<Smtp> smtp() {
        return smtp;
    }

    /** Base of the RDAP bootstrap registries; whoever asks uses {@link #IANA_RDAP_BOOTSTRAP} when it is absent. */
    public Optional<URI> rdapBootstrap() {
        return rdapBootstrap;
    }

    /** RFC 3161 time-stamp authorities over HTTP, in order of preference; empty: packets carry no time stamp. */
    public List<URI> timeStampAuthorities() {
        return timeStampAuthorities;
    }

    /** File that unlocks the workspace's key, where it is not a passphrase that does. */
    public Optional<Path> keyFile() {
        return keyFile;
    }

    public Optional<SigningIdentity> signingIdentity() {
        return signingIdentity;
    }

    /** Certificates (PEM) of those who may open a sealed capture. */
    public List<Path> sealTo() {
        return sealTo;
    }

    /** Where an outside program is; absent: the one on the {@code PATH}, if any. */
    public Optional<Path> program(String name) {
        if (!PROGRAMS.contains(name)) {
            throw new IllegalArgumentException("no such program: " + name);
        }
        return Optional.ofNullable(programs.get(name));
    }

    public Limits limits() {
        return limits;
    }

    public Quarantine quarantine() {
        return quarantine;
    }

    /** Another name of a facility to its name, as written, for places that a list and the pages call differently. */
    public Map<String, String> facilityAliases() {
        return facilityAliases;
    }

    /** Formats of ID numbers beside the built-in ones. */
    public List<IdFormat> idFormats() {
        return idFormats;
    }

    private static Map<String, String> facilityAliases(YamlMap map) throws ConfigException {
        Map<String, String> aliases = new TreeMap<>();
        for (String alias : map.keys()) {
            aliases.put(alias, map.string(alias));
        }
        return Map.copyOf(aliases);
    }

    private static List<IdFormat> idFormats(List<YamlMap> maps) throws ConfigException {
        List<IdFormat> formats = new ArrayList<>();
        for (YamlMap map : maps) {
            formats.add(new IdFormat(
                    map.string("name"),
                    map.string("shape"),
                    map.optionalString("check"),
                    map.optionalString("issuer")));
        }
        return List.copyOf(formats);
    }

    private static Sender sender(YamlMap map) throws ConfigException {
        Sender sender = new Sender(
                map.optionalString("name"),
                map.optionalString("organisation"),
                map.optionalString("email"),
                map.optionalString("phone"),
                map.optionalString("address"),
                map.optionalString("authority"),
                map.optionalString("jurisdiction"),
                map.optionalString("reference"));
        checkMailAddress(map, "email", sender.email());
        for (String oneLine : List.of("name", "organisation", "email", "phone")) {
            refuseLineBreaks(map, oneLine);
        }
        return sender;
    }

    /** Written short, {@code smtp: smtp://host:587}, or long, as a mapping. */
    private static Optional<Smtp> smtp(YamlMap root, Path folder) throws ConfigException {
        if (!root.has("smtp")) {
            return Optional.empty();
        }
        if (!root.isMap("smtp")) {
            return Optional.of(
                    new Smtp(root.uri("smtp", "smtp", "smtps"), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        YamlMap map = root.map("smtp");
        Smtp smtp = new Smtp(
                map.uri("server", "smtp", "smtps"),
                map.optionalString("user"),
                path(map, "password_file", folder),
                map.optionalString("from"));
        if (smtp.server().getUserInfo() != null) {
            throw map.error("server", "must not hold a user or a password; use \"user\" and \"password_file\"");
        }
        checkMailAddress(map, "from", smtp.from());
        return Optional.of(smtp);
    }

    private static Optional<SigningIdentity> signingIdentity(YamlMap root, Path folder) throws ConfigException {
        if (!root.has("signing_identity")) {
            return Optional.empty();
        }
        YamlMap map = root.map("signing_identity");
        return Optional.of(
                new SigningIdentity(resolve(map.string("pkcs12"), folder), path(map, "password_file", folder)));
    }

    private static Limits limits(YamlMap map) throws ConfigException {
        Limits d = Limits.DEFAULT;
        return new Limits(
                map.bytes("fetch_bytes", d.fetchBytes(), 1024, 1024 * MIB),
                map.duration("fetch_time", d.fetchTime(), Duration.ofSeconds(1), Duration.ofHours(1)),
                map.bytes("file_bytes", d.fileBytes(), 1024, 1024 * MIB));
    }

    private static Quarantine quarantine(YamlMap map) throws ConfigException {
        Quarantine d = Quarantine.DEFAULT;
        return new Quarantine(
                map.integer("hosts", d.hosts(), 0, 50),
                map.duration("window", d.window(), Duration.ofMinutes(1), Duration.ofDays(30)));
    }

    /** A line break in a mail address or a name would become a header of its own. */
    private static void refuseLineBreaks(YamlMap map, String key) throws ConfigException {
        if (map.optionalString(key)
                .filter(v -> v.chars().anyMatch(c -> c < ' '))
                .isPresent()) {
            throw map.error(key, "must stand on one line");
        }
    }

    private static void checkMailAddress(YamlMap map, String key, Optional<String> address) throws ConfigException {
        if (address.isPresent() && !address.get().matches("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+")) {
            throw map.error(key, "must be an e-mail address alone, as in desk@example.org");
        }
    }

    private static Optional<Path> path(YamlMap map, String key, Path folder) throws ConfigException {
        return map.optionalString(key).map(p -> resolve(p, folder));
    }

    private static Path resolve(String path, Path folder) {
        if (path.startsWith("~/")) {
            return Path.of(System.getProperty("user.home", ""), path.substring(2));
        }
        return folder.resolve(path);
    }
}
