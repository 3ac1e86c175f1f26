package dev.askdesk.adapters.retrieval;

import java.util.List;

/**
 * Port of a model that puts texts of one meaning near each other. Implementations are safe for use by several threads
 * and throw {@link dev.askdesk.adapters.OutsideException}.
 */
public interface Embeddings {
    /** The model's name: vectors of models with different names are never compared. */
    String name();

    /**
     * Cosine below which a question and a passage are about different things: measured for each model, since models use
     * different parts of the scale; 0 where nobody has measured it.
     */
    default double nearEnough() {
        return 0;
    }

    /**
     * One vector a text, in their order, each of length 1, so that the cosine of two is their dot product.
     *
     * @param texts not empty; what is longer than the model reads is cut
     */
    List<float[]> embed(List<String> texts);
}
