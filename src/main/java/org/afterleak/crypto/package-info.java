/**
 * Keys, tags, sealing and signatures: the only package that sees {@code javax.crypto} or Bouncy Castle.
 *
 * <p>One root key of 256 bits per workspace lies in an envelope ({@link org.afterleak.crypto.KeyEnvelope}); {@link
 * org.afterleak.crypto.KeyRing} derives from it one subkey per {@link org.afterleak.crypto.Purpose}. Two kinds of keyed
 * hash stand on them: {@link org.afterleak.crypto.FastTags}, fast and blurred, for the first filters, and {@link
 * org.afterleak.crypto.GuardedPrf}, the decision, which may live behind a slower door. {@link
 * org.afterleak.crypto.Sealer} encrypts what must come back.
 *
 * <p>Nothing here is home-made but the composition; nothing here does I/O but the envelope.
 */
@NullMarked
package org.afterleak.crypto;

import org.jspecify.annotations.NullMarked;
