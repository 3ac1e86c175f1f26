package dev.askdesk.adapters.retrieval;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** all-MiniLM-L6-v2, quantized, in this process: 384 dimensions, English, about 256 words a text. */
public final class MiniLmEmbeddings implements Embeddings {
    /** Loaded when it is first needed, which takes a second, and once for the whole process. */
    private static final class Loaded {
        private static final AtomicInteger COUNT = new AtomicInteger();
        private static final EmbeddingModel MODEL = new AllMiniLmL6V2QuantizedEmbeddingModel(
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                    Thread thread = new Thread(task, "embedding-" + COUNT.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    @Override
    public String name() {
        return "all-minilm-l6-v2-q";
    }

    @Override
    public double nearEnough() {
        return 0.42;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        // The tokenizer has no token for an empty text.
        List<TextSegment> segments = texts.stream()
                .map(text -> TextSegment.from(text.isBlank() ? "-" : text))
                .toList();
        return Loaded.MODEL.embedAll(segments).content().stream()
                .map(embedding -> {
                    embedding.normalize();
                    return embedding.vector();
                })
                .toList();
    }
}
