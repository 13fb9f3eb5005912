package org.afterleak.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Wrong usage, in one line. What was typed is not repeated unless it is an option: somebody may have typed a person's
 * number where none belongs, and standard error ends up in logs.
 */
final class UsageErrors {
    private UsageErrors() {}

    static int report(CommandLine.ParameterException e) {
        CommandLine commandLine = e.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("error: " + sentence(e) + "; see: "
                + commandLine.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitStatus.USAGE;
    }

    private static String sentence(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            Optional<String> option = unmatched.getUnmatched().stream()
                    .filter(a -> a.startsWith("-"))
                    .map(a -> a.split("=", 2)[0])
                    .findFirst();
            if (option.isPresent() && option.get().matches("-{1,2}[a-z][a-z-]{0,30}")) {
                return "unknown option " + option.get() + nearest(option.get(), commandLine(e));
            }
            boolean mayBeCommand =
                    commandLine(e).getCommandSpec().positionalParameters().isEmpty();
            return mayBeCommand ? "unknown command or argument" : "too many arguments";
        }
        if (e instanceof CommandLine.MissingParameterException missing) {
            return "missing "
                    + missing.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
        }
        if (e.getArgSpec() != null) {
            return "a value that does not fit " + name(e.getArgSpec());
        }
        return e.getMessage() == null ? "wrong usage" : e.getMessage().replace('\n', ' ');
    }

    private static CommandLine commandLine(CommandLine.ParameterException e) {
        return e.getCommandLine();
    }

    private static String name(CommandLine.Model.ArgSpec arg) {
        return arg instanceof CommandLine.Model.OptionSpec option ? option.longestName() : arg.paramLabel();
    }

    private static String nearest(String typed, CommandLine commandLine) {
        CommandSpec spec = commandLine.getCommandSpec();
        List<String> known =
                spec.options().stream().flatMap(o -> Stream.of(o.names())).toList();
        return known.stream()
                .filter(k -> k.length() > 3 && (k.startsWith(typed) || typed.startsWith(k)))
                .findFirst()
                .map(k -> "; did you mean " + k + "?")
                .orElse("");
    }
}
