package org.afterleak.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.afterleak.crypto.CertificateSummary;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.Purpose;
import org.afterleak.crypto.SecretBytes;
import org.afterleak.crypto.SigningIdentity;

/**
 * A workspace's signing identity on disk: {@code signing-identity.sealed}, the private key, sealed under the workspace's
 * keys, and {@code signing-identity.pem}, the certificate, in the clear for whoever is to trust it.
 */
public final class SigningIdentityFiles {
    /** The sealed private key's file name. */
    public static final String SEALED = "signing-identity.sealed";

    /** The certificate's file name. */
    public static final String CERTIFICATE = "signing-identity.pem";

    private static final int MAX_BYTES = 1 << 20;

    private SigningIdentityFiles() {}

    /**
     * Makes an identity and writes both files; refuses to overwrite either.
     *
     * @param folder the workspace's {@code watchlist/}
     * @param commonName the certificate's subject, 1 to 64 characters: who signs, as a reader should see it
     */
    public static CertificateSummary create(Path folder, KeyRing keys, String commonName, Clock clock)
            throws IOException, GeneralSecurityException {
        SigningIdentity identity = SigningIdentity.create(commonName, clock.instant());
        Path sealed = folder.resolve(SEALED);
        write(sealed, identity.sealKey(keys.sealer(Purpose.SIGNING_IDENTITY)));
        try {
            write(folder.resolve(CERTIFICATE), identity.certificatePem().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            Files.deleteIfExists(sealed);
            throw e;
        }
        return identity.certificate();
    }

    /**
     * Opens the identity that {@link #create} wrote.
     *
     * @throws IOException if a file is missing or cannot be read
     * @throws GeneralSecurityException if one was changed or belongs to another workspace
     */
    public static SigningIdentity open(Path folder, KeyRing keys) throws IOException, GeneralSecurityException {
        return SigningIdentity.open(
                keys.sealer(Purpose.SIGNING_IDENTITY), read(folder.resolve(SEALED)), read(folder.resolve(CERTIFICATE)));
    }

    /**
     * Opens an identity of one's own.
     *
     * @param pkcs12 path of the PKCS#12 file
     */
    public static SigningIdentity openPkcs12(Path pkcs12, SecretBytes password)
            throws IOException, GeneralSecurityException {
        return SigningIdentity.fromPkcs12(read(pkcs12), password);
    }

    private static byte[] read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file.getFileName() + " is over 1 MiB");
            }
            return bytes;
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.write(file, bytes, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }
}
