package org.afterleak.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.afterleak.crypto.CertificateSummary;
import org.afterleak.crypto.KeyRing;
import org.afterleak.crypto.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningIdentityFilesTest {
    @TempDir
    Path folder;

    @Test
    void identity_isWrittenOnceAndOpensWithTheSameKeysOnly() throws Exception {
        try (KeyRing keys = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES));
                KeyRing others = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES))) {
            CertificateSummary made = SigningIdentityFiles.create(folder, keys, "Example Watch", Samples.CLOCK);
            assertThat(SigningIdentityFiles.open(folder, keys).certificate()).isEqualTo(made);
            assertThatThrownBy(() -> SigningIdentityFiles.open(folder, others))
                    .isInstanceOf(GeneralSecurityException.class);
            assertThatThrownBy(() -> SigningIdentityFiles.create(folder, keys, "Another", Samples.CLOCK))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(SigningIdentityFiles.open(folder, keys).certificate()).isEqualTo(made);
        }
    }

    @Test
    void files_areTheOwnersAloneToRead() throws Exception {
        try (KeyRing keys = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES))) {
            SigningIdentityFiles.create(folder, keys, "Example Watch", Samples.CLOCK);
        }
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve(SigningIdentityFiles.SEALED))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(folder.resolve(SigningIdentityFiles.CERTIFICATE)))
                .startsWith("-----BEGIN CERTIFICATE-----\n");
    }

    @Test
    void certificateThatCannotBeWritten_leavesNoKeyBehind() throws Exception {
        Files.writeString(folder.resolve(SigningIdentityFiles.CERTIFICATE), "there already");
        try (KeyRing keys = new KeyRing(SecretBytes.random(KeyRing.ROOT_BYTES))) {
            assertThatThrownBy(() -> SigningIdentityFiles.create(folder, keys, "Example Watch", Samples.CLOCK))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(folder.resolve(SigningIdentityFiles.SEALED)).doesNotExist();
            assertThatThrownBy(() -> SigningIdentityFiles.open(folder, keys)).isInstanceOf(NoSuchFileException.class);
        }
    }
}
