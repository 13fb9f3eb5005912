package org.afterleak.pipeline;

import java.nio.file.Path;
import java.util.Optional;
import org.afterleak.crypto.SecretBytes;

/** Where the secret that opens a workspace comes from: asked only when it is needed. */
public interface Secrets {
    /**
     * The passphrase in UTF-8, which the caller closes.
     *
     * @param confirm ask twice: it is a new one
     * @throws WorkspaceException if there is none to be had
     */
    SecretBytes passphrase(boolean confirm) throws WorkspaceException;

    /** The key file that was named for this call; empty where none was. */
    Optional<Path> keyFile();
}
