package org.afterleak.promise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.afterleak.cli.CommandScript;

/**
 * The program as it would be with a leak in it: it runs the commands, and then leaks one canary in the way that the third
 * argument names, as a careless log line, cache, dump or temporary file would. Only tests start it.
 */
public final class LeakingProgram {
    /** The ways, apart from {@code nothing}. */
    enum Way {
        LOG_FILE,
        BASE64_FILE,
        GZIP_FILE,
        GZIP_IN_BASE64,
        UTF_16_FILE,
        HEX_FILE,
        FILE_NAME,
        STANDARD_OUTPUT,
        STANDARD_ERROR,
        FILE_IN_HOME,
        DELETED_FILE
    }

    private LeakingProgram() {}

    /** Arguments: script, folder for what is printed, way. */
    public static void main(String[] arguments) throws IOException {
        CommandScript.main(new String[] {arguments[0], arguments[1]});
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        String line = "2026-01-01 row 7: " + Planted.p(2).name() + ", skipped\n";
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        switch (Way.valueOf(arguments[2])) {
            case LOG_FILE -> Files.write(temporary.resolve("trace.log"), utf8);
            case BASE64_FILE ->
                Files.write(
                        temporary.resolve("cache"),
                        Base64.getMimeEncoder(0, new byte[0]).encode(utf8));
            case GZIP_FILE -> Files.write(temporary.resolve("trace.log.1.gz"), gzip(utf8));
            case GZIP_IN_BASE64 ->
                Files.write(temporary.resolve("dump"), Base64.getUrlEncoder().encode(gzip(utf8)));
            case UTF_16_FILE -> Files.write(temporary.resolve("wide"), line.getBytes(StandardCharsets.UTF_16LE));
            case HEX_FILE ->
                Files.writeString(
                        temporary.resolve("hex"), HexFormat.of().withUpperCase().formatHex(utf8));
            case FILE_NAME ->
                Files.createFile(temporary.resolve("row-" + Planted.p(2).digits()));
            case STANDARD_OUTPUT -> System.out.println(line);
            case STANDARD_ERROR -> System.err.println(Planted.p(3).family().toUpperCase(java.util.Locale.ROOT));
            case FILE_IN_HOME -> Files.write(Path.of(System.getProperty("user.home"), ".history"), utf8);
            case DELETED_FILE -> {
                Path spool = temporary.resolve("spool");
                Files.write(spool, utf8);
                Files.delete(spool);
            }
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
