package dev.askdesk.adapters.retrieval;

/** Arithmetic of embeddings. */
public final class Vectors {
    private Vectors() {}

    /** Brings a vector to length 1, in its place; one of length 0 stays so. */
    public static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    /** Of vectors of length 1, their cosine. */
    public static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
