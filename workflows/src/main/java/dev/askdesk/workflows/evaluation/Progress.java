package dev.askdesk.workflows.evaluation;

/**
 * How far a run is.
 *
 * @param begun cases that were begun, which is also the place in the plan where it goes on
 * @param done cases that are measured
 * @param right of those, how many ended as they must
 * @param total cases in the plan, over all arms; 0 while it is not known
 */
public record Progress(int begun, int done, int right, int total) {
    public static final Progress NONE = new Progress(0, 0, 0, 0);

    Progress of(int all) {
        return new Progress(begun, done, right, all);
    }

    Progress oneBegun() {
        return new Progress(begun + 1, done, right, total);
    }

    Progress oneDone(boolean wasRight) {
        return new Progress(begun, done + 1, wasRight ? right + 1 : right, total);
    }
}
