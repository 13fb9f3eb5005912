package org.afterleak.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterleak.demo.Demo;
import org.afterleak.demo.DemoResult;
import org.afterleak.demo.DemoStep;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.node.ObjectNode;

/** {@code demo}: the main job on people who do not exist. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the main job on synthetic people, on this machine alone: a leaked workbook is sealed, a web on loopback"
                    + " is watched over real HTTP, six reposts are found among 300 innocent pages, a packet is written and"
                    + " verified.",
            "Exit status 1 when a repost was missed or an innocent page was taken for one."
        })
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private Main main;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "The workspace to make: a new folder, or an empty one. Default: one of its own in the system's"
                            + " folder for temporary files; it stays for you to look at.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws Exception {
        Output output = main.output();
        Path where =
                folder != null ? folder : Demo.freshFolder(Path.of(System.getProperty("java.io.tmpdir")), main.clock());
        output.line("Afterleak on synthetic people; nothing leaves this machine.");
        output.line("");
        DemoResult result = new Demo(main.clock(), Main.toolName(), step -> print(output, step)).run(where);
        double seconds = result.took().toMillis() / 1000.0;
        output.json(node -> {
            node.put("summary", true);
            node.put("passed", result.passed());
            node.put("workspace", result.folder().toString());
            result.packet().ifPresent(packet -> node.put("packet", packet.toString()));
            node.put("found", result.foundCount());
            node.put("false_alarms", result.alarmCount());
            var failures = node.putArray("failures");
            result.failures().forEach(failures::add);
            node.put("seconds", seconds);
        });
        output.line("");
        output.line(String.format(Locale.ROOT, "%s in %.1f s.", result.passed() ? "All done" : "FAILED", seconds));
        output.line("Look around:  afterleak -w " + result.folder() + " findings");
        output.line(
                "The folder is yours to delete. Its leaked.xlsx and demo.key lie open, for nobody in it exists; of a real"
                        + " list, keep neither there.");
        for (String failure : result.failures()) {
            output.error(failure);
        }
        return result.passed() ? ExitStatus.OK : ExitStatus.FOUND;
    }

    private static void print(Output output, DemoStep step) {
        output.json(node -> {
            node.put("event", step.event());
            step.facts().forEach((name, value) -> put(node, name, value));
        });
        output.line(
                step.number() == 0
                        ? "      " + step.sentence()
                        : String.format(Locale.ROOT, "%2d  %-10s %s", step.number(), step.event(), step.sentence()));
    }

    private static void put(ObjectNode node, String name, Object value) {
        switch (value) {
            case Boolean b -> node.put(name, b);
            case Integer i -> node.put(name, i);
            case Long l -> node.put(name, l);
            case Double d -> node.put(name, d);
            default -> node.put(name, value.toString());
        }
    }
}
