package dev.askdesk.workflows.ask;

import java.util.List;

/** The conversation so far, oldest turn first; old turns come without their rows, and very old ones not at all. */
public record Transcript(List<Turn> turns) {
    public Transcript {
        turns = List.copyOf(turns);
    }
}
