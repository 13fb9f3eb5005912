package org.afterleak.cli;

import java.util.List;
import java.util.Locale;
import org.afterleak.match.Tier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a tier's name. */
final class TierOption implements ITypeConverter<Tier> {
    @Override
    public Tier convert(String value) {
        String wanted = value.toLowerCase(Locale.ROOT);
        return List.of(Tier.values()).stream()
                .filter(t -> t.label().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("possible, probable or confirmed"));
    }
}
