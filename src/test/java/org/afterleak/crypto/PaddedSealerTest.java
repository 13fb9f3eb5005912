package org.afterleak.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PaddedSealerTest {
    private final PaddedSealer parts = new PaddedSealer(
            new KeyRing(SecretBytes.owning(new byte[KeyRing.ROOT_BYTES])).sealer(Purpose.FINDING), "table");

    private byte[] seal(byte[] content) {
        return parts.seal("column", 1, "f-a", 64, out -> {
            try {
                out.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Property(tries = 200)
    void sealedContent_opensInItsPlaceOnly(@ForAll @Size(max = 3000) byte[] content) throws Exception {
        byte[] sealed = seal(content);
        try (InputStream in = parts.open("column", 1, "f-a", sealed)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThatThrownBy(() -> parts.open("other", 1, "f-a", sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> parts.open("column", 2, "f-a", sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> parts.open("column", 1, "f-b", sealed)).isInstanceOf(GeneralSecurityException.class);
    }

    @Property(tries = 200)
    void anyBitFlipped_doesNotOpen(@ForAll @IntRange(min = 0, max = 64 * 8) int bit) {
        byte[] sealed = seal(new byte[] {1, 2, 3});
        sealed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> parts.open("column", 1, "f-a", sealed)).isInstanceOf(GeneralSecurityException.class);
    }

    @Property(tries = 1000)
    void padding_addsAtMostAnEighthAndLeavesFewSizes(@ForAll @IntRange(min = 1, max = 1 << 30) int length) {
        int padded = PaddedSealer.padme(length);
        assertThat(padded).isGreaterThanOrEqualTo(length).isLessThanOrEqualTo((int) (length * 1.12) + 1);
        assertThat(PaddedSealer.padme(padded)).isEqualTo(padded);
        // No more significant bits than the size of the exponent: the few sizes that an onlooker can tell apart.
        int significant = Integer.SIZE - Integer.numberOfLeadingZeros(padded) - Integer.numberOfTrailingZeros(padded);
        assertThat(significant).isLessThanOrEqualTo(6);
    }

    @Property(tries = 50)
    void smallContents_haveOneSize(@ForAll @Size(max = 30) List<Byte> content) {
        byte[] bytes = new byte[content.size()];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = content.get(i));
        assertThat(seal(bytes)).hasSize(64 + Sealer.OVERHEAD);
    }
}
