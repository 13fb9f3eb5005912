package org.afterleak.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.pipeline.Secrets;
import org.afterleak.pipeline.WorkspaceException;
import org.jspecify.annotations.Nullable;

/** The passphrase from a file, from the environment, or from a prompt, in this order; never an argument. */
final class CommandSecrets implements Secrets {
    static final String VARIABLE = "AFTERLEAK_PASSPHRASE";
    private static final int MAX_BYTES = 4096;

    private final @Nullable Path passphraseFile;
    private final @Nullable Path keyFile;

    CommandSecrets(@Nullable Path passphraseFile, @Nullable Path keyFile) {
        this.passphraseFile = passphraseFile;
        this.keyFile = keyFile;
    }

    @Override
    public SecretBytes passphrase(boolean confirm) throws WorkspaceException {
        if (passphraseFile != null) {
            return fromFile(passphraseFile);
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null) {
            return nonEmpty(variable.getBytes(StandardCharsets.UTF_8), "the variable " + VARIABLE);
        }
        Console console = System.console();
        if (console == null) {
            throw noKey("a passphrase is needed; give --passphrase-file FILE or the variable " + VARIABLE);
        }
        return prompt(console, confirm);
    }

    @Override
    public Optional<Path> keyFile() {
        return Optional.ofNullable(keyFile);
    }

    static SecretBytes fromFile(Path file) throws WorkspaceException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw noKey("the passphrase file " + file + " is larger than " + MAX_BYTES
                        + " bytes; is it the right one?");
            }
            byte[] bytes = Files.readAllBytes(file);
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            byte[] line = Arrays.copyOf(bytes, end);
            Arrays.fill(bytes, (byte) 0);
            return nonEmpty(line, "the passphrase file " + file);
        } catch (IOException e) {
            throw noKey("the passphrase file " + file + " cannot be read; check the path");
        }
    }

    private static SecretBytes prompt(Console console, boolean confirm) throws WorkspaceException {
        byte[] first = utf8(console.readPassword(confirm ? "New passphrase: " : "Passphrase: "));
        if (confirm) {
            byte[] second = utf8(console.readPassword("Once more: "));
            boolean same = Arrays.equals(first, second);
            Arrays.fill(second, (byte) 0);
            if (!same) {
                throw noKey("the two passphrases differ; nothing was made: try again");
            }
        }
        return nonEmpty(first, "the prompt");
    }

    private static byte[] utf8(char @Nullable [] typed) {
        if (typed == null) {
            return new byte[0];
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(typed, ' ');
        return bytes;
    }

    private static SecretBytes nonEmpty(byte[] bytes, String where) throws WorkspaceException {
        if (bytes.length == 0) {
            throw noKey("the passphrase from " + where + " is empty; give one");
        }
        return SecretBytes.owning(bytes);
    }

    private static WorkspaceException noKey(String line) {
        return new WorkspaceException(WorkspaceException.Trouble.NO_KEY, line);
    }
}
