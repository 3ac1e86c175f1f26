package dev.askdesk.databricksdouble;

import com.databricks.jdbc.model.client.thrift.generated.THandleIdentifier;
import com.databricks.jdbc.model.client.thrift.generated.TOperationHandle;
import com.databricks.jdbc.model.client.thrift.generated.TOperationType;
import com.databricks.jdbc.model.client.thrift.generated.TSessionHandle;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids as Thrift carries them. */
final class Handles {

    private Handles() {}

    static String id(THandleIdentifier handle) {
        ByteBuffer bytes = ByteBuffer.wrap(handle.getGuid());
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    static TSessionHandle session(Session session) {
        return new TSessionHandle(identifier(session.id));
    }

    static TOperationHandle operation(Query query) {
        return new TOperationHandle(identifier(query.id), TOperationType.EXECUTE_STATEMENT, true);
    }

    private static THandleIdentifier identifier(String id) {
        UUID uuid = UUID.fromString(id);
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return new THandleIdentifier(ByteBuffer.wrap(bytes), ByteBuffer.wrap(bytes));
    }
}
