package dev.askdesk.adapters.warehouse;

/** How whoever waits for a statement follows it. Called several times a second while it is in work, from one thread. */
public interface Watch {
    /** Of somebody who waits to the end. */
    Watch NONE = new Watch() {};

    /** Where a statement is in its life. */
    enum Moment {
        /** The warehouse is being connected to; one that is asleep takes minutes to start. */
        CONNECTING,
        /** The server has it, and has not begun: the warehouse starts, or others are before it. */
        QUEUED,
        RUNNING,
        /** Rows are read. */
        READING
    }

    /** Whether the result is not wanted any more: the statement is cancelled within a second, wherever it is. */
    default boolean isCancelled() {
        return false;
    }

    /** The statement is at this moment of its life. */
    default void at(Moment moment) {}

    /**
     * The server has taken the statement.
     *
     * @param statement by which another try finds it again, also from another process
     */
    default void submitted(String statement) {}
}
