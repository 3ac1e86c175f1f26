package dev.askdesk.catalog;

/** A catalog that cannot be used; the message says where it is wrong and what to do. */
public final class CatalogException extends RuntimeException {
    public CatalogException(String message) {
        super(message);
    }

    public CatalogException(String message, Throwable cause) {
        super(message, cause);
    }
}
