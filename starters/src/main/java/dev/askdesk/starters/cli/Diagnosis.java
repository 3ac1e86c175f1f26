package dev.askdesk.starters.cli;

/**
 * What the doctor found out about one part.
 *
 * @param part what was looked at
 * @param text what was found and, unless all is well, what to do
 */
record Diagnosis(String part, Verdict verdict, String text) {
    enum Verdict {
        OK,
        /** Works, but not as it might be wanted. */
        WARN,
        /** Does not work. */
        FAIL
    }
}
