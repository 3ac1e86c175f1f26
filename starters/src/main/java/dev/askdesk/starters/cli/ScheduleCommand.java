package dev.askdesk.starters.cli;

import dev.askdesk.starters.schedules.DeskSchedules;
import dev.askdesk.starters.schedules.DeskSchedules.Shown;
import dev.askdesk.workers.DeskSettings;
import dev.askdesk.workers.Settings;
import dev.askdesk.workers.Times;
import dev.askdesk.workflows.triage.DigestRequest;
import dev.askdesk.workflows.triage.TriageBatch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code askdesk schedule}. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description =
                "Temporal's schedules of Desk: one looks for changed tickets, one keeps the index of the wiki, and "
                        + "where slack.digest.channel is set, one posts a digest of triage there.",
        subcommands = {
            ScheduleCommand.Ensure.class,
            ScheduleCommand.ListThem.class,
            ScheduleCommand.Pause.class,
            ScheduleCommand.Resume.class,
            ScheduleCommand.Trigger.class,
            ScheduleCommand.Delete.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk schedule ensure --server localhost:7233 --every 5m --sync-every 1h --digest-every 1d",
            "  askdesk schedule pause --server localhost:7233",
            "%nA server embedded in one process has no schedules: there, `askdesk desk watch` does the same."
        })
final class ScheduleCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** What all of them need. */
    abstract static class OnServer implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        SetupOptions setup;

        @Mixin
        ServerOptions server;

        @Override
        public Integer call() {
            Settings settings = setup.settings();
            TemporalProfile profile = TemporalProfile.load(server);
            if (profile.address() == null) {
                throw UserError.environment(
                        "Schedules need a Temporal server: give --server HOST:PORT, or run `askdesk desk watch` instead.",
                        null);
            }
            try (Connection connection = Connection.remote(settings.desk().taskQueue(), profile)) {
                DeskSettings desk = settings.desk();
                TriageBatch batch = DeskSession.batch(desk, null, List.of(), connection.knowsDesksSearchAttributes());
                DeskSchedules schedules =
                        new DeskSchedules(connection.client(), desk.taskQueue(), batch, digest(settings, batch.desk()));
                int exit = act(schedules);
                spec.commandLine().getOut().flush();
                return exit;
            }
        }

        private static @Nullable DigestRequest digest(Settings settings, String desk) {
            String channel = settings.slack().digestChannel();
            return channel == null ? null : new DigestRequest(desk, channel, DeskSession.LOOKBACK);
        }

        abstract int act(DeskSchedules schedules);

        /** @param act gives back how many schedules it found */
        int count(ToIntFunction<DeskSchedules> act, DeskSchedules schedules, String done) {
            int found = act.applyAsInt(schedules);
            spec.commandLine()
                    .getOut()
                    .println(
                            found == 0
                                    ? "There are no schedules of this desk: make them with `askdesk schedule ensure`."
                                    : found + " schedules " + done + ".");
            return found == 0 ? ExitCodes.ENVIRONMENT : ExitCodes.OK;
        }
    }

    /** {@code askdesk schedule ensure}. */
    @Command(
            name = "ensure",
            mixinStandardHelpOptions = true,
            description = "Makes the schedules, or changes those that are there; as often as you like.")
    static final class Ensure extends OnServer {
        @Option(
                names = "--every",
                paramLabel = "TIME",
                defaultValue = "5m",
                description = "How often to look for changed tickets; by default 5m.")
        String every = "";

        @Option(
                names = "--sync-every",
                paramLabel = "TIME",
                defaultValue = "1h",
                description = "How often to bring the index up to date; by default 1h.")
        String syncEvery = "";

        @Option(
                names = "--digest-every",
                paramLabel = "TIME",
                defaultValue = "1d",
                description = "How often to post a digest, where slack.digest.channel is set; by default 1d.")
        String digestEvery = "";

        @Override
        int act(DeskSchedules schedules) {
            schedules.ensure(
                    time(every, "--every"), time(syncEvery, "--sync-every"), time(digestEvery, "--digest-every"));
            for (Shown shown : schedules.list()) {
                spec.commandLine().getOut().println(line(shown));
            }
            return ExitCodes.OK;
        }

        static Duration time(String text, String option) {
            Duration time = Times.duration(text);
            if (time == null) {
                throw UserError.usage(option + " is '" + text + "', but must be " + Times.DURATIONS + ".");
            }
            return time;
        }
    }

    static String line(Shown shown) {
        return String.format(
                Locale.ROOT,
                "%-28s every %-8s %s, %d runs%s",
                shown.id(),
                shown.every(),
                shown.paused() ? "paused" : "running",
                shown.runs(),
                shown.next() == null ? "" : ", next at " + shown.next());
    }

    /** {@code askdesk schedule list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the schedules of this desk.")
    static final class ListThem extends OnServer {
        @Override
        int act(DeskSchedules schedules) {
            return count(
                    found -> {
                        List<Shown> all = found.list();
                        all.forEach(shown -> spec.commandLine().getOut().println(line(shown)));
                        return all.size();
                    },
                    schedules,
                    "in all");
        }
    }

    /** {@code askdesk schedule pause}. */
    @Command(name = "pause", mixinStandardHelpOptions = true, description = "Stops them until they are resumed.")
    static final class Pause extends OnServer {
        @Override
        int act(DeskSchedules schedules) {
            return count(DeskSchedules::pause, schedules, "paused");
        }
    }

    /** {@code askdesk schedule resume}. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets them go on.")
    static final class Resume extends OnServer {
        @Override
        int act(DeskSchedules schedules) {
            return count(DeskSchedules::resume, schedules, "resumed");
        }
    }

    /** {@code askdesk schedule trigger}. */
    @Command(name = "trigger", mixinStandardHelpOptions = true, description = "Lets them run now, besides.")
    static final class Trigger extends OnServer {
        @Override
        int act(DeskSchedules schedules) {
            return count(DeskSchedules::trigger, schedules, "triggered");
        }
    }

    /** {@code askdesk schedule delete}. */
    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Takes them away; what runs goes on.")
    static final class Delete extends OnServer {
        @Override
        int act(DeskSchedules schedules) {
            return count(DeskSchedules::delete, schedules, "deleted");
        }
    }
}
