package dev.askdesk.starters.slack;

/** Takes a question that was asked by {@code /ask}. */
@FunctionalInterface
public interface CommandStarter {
    /**
     * Returns once the question is safe; throws where it is not.
     *
     * @param channel where it was asked; the app need not be in it
     * @param userId of Slack
     * @param text the question
     * @param commandId the same for the same command
     */
    void start(String channel, String userId, String text, String commandId);
}
