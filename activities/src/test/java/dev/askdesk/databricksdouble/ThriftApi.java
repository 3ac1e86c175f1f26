package dev.askdesk.databricksdouble;

import com.databricks.internal.apache.thrift.TApplicationException;
import com.databricks.internal.apache.thrift.TException;
import com.databricks.internal.apache.thrift.protocol.TBinaryProtocol;
import com.databricks.internal.apache.thrift.transport.TIOStreamTransport;
import com.databricks.jdbc.model.client.thrift.generated.TCLIService;
import com.databricks.jdbc.model.client.thrift.generated.TCancelOperationReq;
import com.databricks.jdbc.model.client.thrift.generated.TCancelOperationResp;
import com.databricks.jdbc.model.client.thrift.generated.TCloseOperationReq;
import com.databricks.jdbc.model.client.thrift.generated.TCloseOperationResp;
import com.databricks.jdbc.model.client.thrift.generated.TCloseSessionReq;
import com.databricks.jdbc.model.client.thrift.generated.TCloseSessionResp;
import com.databricks.jdbc.model.client.thrift.generated.TExecuteStatementReq;
import com.databricks.jdbc.model.client.thrift.generated.TExecuteStatementResp;
import com.databricks.jdbc.model.client.thrift.generated.TFetchResultsReq;
import com.databricks.jdbc.model.client.thrift.generated.TFetchResultsResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetCatalogsReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetCatalogsResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetColumnsReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetColumnsResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetOperationStatusReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetOperationStatusResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetPrimaryKeysResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetResultSetMetadataReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetSchemasReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetSchemasResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetTablesReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetTablesResp;
import com.databricks.jdbc.model.client.thrift.generated.TOpenSessionReq;
import com.databricks.jdbc.model.client.thrift.generated.TOpenSessionResp;
import com.databricks.jdbc.model.client.thrift.generated.TOperationHandle;
import com.databricks.jdbc.model.client.thrift.generated.TOperationState;
import com.databricks.jdbc.model.client.thrift.generated.TProtocolVersion;
import com.databricks.jdbc.model.client.thrift.generated.TSparkDirectResults;
import com.databricks.jdbc.model.client.thrift.generated.TSparkParameter;
import com.databricks.jdbc.model.client.thrift.generated.TStatus;
import com.databricks.jdbc.model.client.thrift.generated.TStatusCode;
import dev.askdesk.databricksdouble.DatabricksDouble.Call;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Thrift service that the driver speaks to by default, in its own generated classes. */
final class ThriftApi {

    private final Warehouse warehouse;
    private final Moments moments;
    private final Switches switches;
    private final Set<String> columnar = ConcurrentHashMap.newKeySet();

    ThriftApi(Warehouse warehouse, Moments moments, Switches switches) {
        this.warehouse = warehouse;
        this.moments = moments;
        this.switches = switches;
    }

    Http.Answer answer(Http.Request request, String user) {
        Http.Answer scripted = moments.scripted(Call.THRIFT_POST);
        if (scripted != null) {
            return scripted;
        }
        try {
            String name = protocol(request, new ByteArrayOutputStream()).readMessageBegin().name;
            long left = name.equals("OpenSession") && switches.isUnavailableWhileStarting() ? moments.wakes() : 0;
            if (left > 0) {
                String seconds = String.valueOf(Math.max(1, left / 1000));
                return Http.Answer.error(503, "TEMPORARILY_UNAVAILABLE", "The warehouse is starting.")
                        .with("Retry-After", seconds);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            TBinaryProtocol protocol = protocol(request, out);
            new TCLIService.Processor<>(service(user)).process(protocol, protocol);
            return new Http.Answer(200, Map.of("Content-Type", "application/x-thrift"), out.toByteArray());
        } catch (TException e) {
            return Http.Answer.error(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
        }
    }

    private static TBinaryProtocol protocol(Http.Request request, ByteArrayOutputStream out) throws TException {
        return new TBinaryProtocol(new TIOStreamTransport(new ByteArrayInputStream(request.body()), out));
    }

    private TCLIService.Iface service(String user) {
        return (TCLIService.Iface) Proxy.newProxyInstance(
                ThriftApi.class.getClassLoader(),
                new Class<?>[] {TCLIService.Iface.class},
                (proxy, method, arguments) -> call(method.getName(), arguments[0], user));
    }

    private Object call(String name, Object request, String user) throws TException {
        if (request instanceof TOpenSessionReq open) {
            return openSession(open, user);
        } else if (request instanceof TCloseSessionReq close) {
            warehouse.close(Handles.id(close.getSessionHandle().getSessionId()));
            return new TCloseSessionResp(ok());
        } else if (request instanceof TExecuteStatementReq execute) {
            return execute(execute);
        } else if (request instanceof TGetOperationStatusReq status) {
            Query query = query(status.getOperationHandle());
            query.polled();
            return status(query);
        } else if (request instanceof TGetResultSetMetadataReq metadata) {
            return ThriftRows.metadata(query(metadata.getOperationHandle()));
        } else if (request instanceof TFetchResultsReq fetch) {
            return fetch(fetch);
        } else if (request instanceof TCancelOperationReq cancel) {
            query(cancel.getOperationHandle()).stops(Query.State.CANCELED, user);
            return new TCancelOperationResp(ok());
        } else if (request instanceof TCloseOperationReq close) {
            query(close.getOperationHandle()).stops(Query.State.CLOSED, user);
            return new TCloseOperationResp(ok());
        }
        String metadata = ThriftMetadata.query(request);
        if (metadata != null) {
            return metadata(request, metadata);
        }
        throw new TApplicationException(TApplicationException.UNKNOWN_METHOD, "The double does not do " + name);
    }

    static TStatus ok() {
        return new TStatus(TStatusCode.SUCCESS_STATUS);
    }

    private Query query(TOperationHandle handle) throws TException {
        Query query = warehouse.query(Handles.id(handle.getOperationId()));
        if (query == null) {
            throw new TApplicationException(
                    TApplicationException.INTERNAL_ERROR, "RESOURCE_DOES_NOT_EXIST: no such operation");
        }
        return query;
    }

    private TOpenSessionResp openSession(TOpenSessionReq request, String user) {
        Map<String, String> settings = request.getConfiguration() == null ? Map.of() : request.getConfiguration();
        String catalog =
                request.isSetInitialNamespace() ? request.getInitialNamespace().getCatalogName() : null;
        String schema =
                request.isSetInitialNamespace() ? request.getInitialNamespace().getSchemaName() : null;
        Session session = warehouse.open(user, catalog, schema, settings);
        return new TOpenSessionResp(ok(), TProtocolVersion.SPARK_CLI_SERVICE_PROTOCOL_V9)
                .setSessionHandle(Handles.session(session))
                .setCanUseMultipleCatalogs(true)
                .setInitialNamespace(request.getInitialNamespace());
    }

    private TExecuteStatementResp execute(TExecuteStatementReq request) {
        Session session =
                warehouse.sessions.get(Handles.id(request.getSessionHandle().getSessionId()));
        if (session == null) {
            TStatus gone = new TStatus(TStatusCode.INVALID_HANDLE_STATUS);
            return new TExecuteStatementResp(gone.setErrorMessage("Invalid SessionHandle"));
        }
        Query query = warehouse.start(
                request.getStatement(), session, parameters(request.getParameters()), request.getResultRowLimit());
        TExecuteStatementResp response = new TExecuteStatementResp(ok()).setOperationHandle(Handles.operation(query));
        boolean direct = request.isSetGetDirectResults();
        try {
            moments.untilFinal(query, direct ? 5000 : request.isRunAsync() ? 0 : 60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return direct ? response.setDirectResults(direct(query)) : response;
    }

    private Object metadata(Object request, String sql) throws TException {
        Session session = warehouse.sessions.get(
                Handles.id(ThriftMetadata.session(request).getSessionId()));
        if (session == null) {
            throw new TApplicationException(TApplicationException.INTERNAL_ERROR, "Invalid SessionHandle");
        }
        Query query = warehouse.look(sql, session);
        columnar.add(query.id);
        TOperationHandle handle = Handles.operation(query);
        if (request instanceof TGetCatalogsReq) {
            return new TGetCatalogsResp(ok()).setOperationHandle(handle);
        } else if (request instanceof TGetSchemasReq) {
            return new TGetSchemasResp(ok()).setOperationHandle(handle);
        } else if (request instanceof TGetTablesReq) {
            return new TGetTablesResp(ok()).setOperationHandle(handle);
        } else if (request instanceof TGetColumnsReq) {
            return new TGetColumnsResp(ok()).setOperationHandle(handle);
        }
        return new TGetPrimaryKeysResp(ok()).setOperationHandle(handle);
    }

    private static List<String> parameters(@Nullable List<TSparkParameter> given) {
        List<String> values = new ArrayList<>();
        for (TSparkParameter one : given == null ? List.<TSparkParameter>of() : given) {
            String value = one.isSetValue()
                    ? Dialect.literal(String.valueOf(one.getValue().getFieldValue()))
                    : "NULL";
            values.add("CAST(" + value + " AS "
                    + TypeName.at(Lexer.tokens(one.getType()), 0).duckdb() + ")");
        }
        return values;
    }

    private TSparkDirectResults direct(Query query) {
        TSparkDirectResults direct = new TSparkDirectResults().setOperationStatus(status(query));
        Result result = query.result();
        if (query.state() == Query.State.SUCCEEDED && result != null) {
            TFetchResultsResp first = ThriftRows.next(query, result);
            direct.setResultSetMetadata(ThriftRows.metadata(query)).setResultSet(first);
            if (!first.isHasMoreRows()) {
                query.stops(Query.State.CLOSED, query.session.user);
                direct.setCloseOperation(new TCloseOperationResp(ok()));
            }
        }
        return direct;
    }

    private TGetOperationStatusResp status(Query query) {
        TOperationState state =
                switch (query.state()) {
                    case PENDING -> TOperationState.PENDING_STATE;
                    case RUNNING -> TOperationState.RUNNING_STATE;
                    case SUCCEEDED -> TOperationState.FINISHED_STATE;
                    case FAILED -> TOperationState.ERROR_STATE;
                    case CANCELED -> TOperationState.CANCELED_STATE;
                    case CLOSED -> TOperationState.CLOSED_STATE;
                };
        TGetOperationStatusResp response =
                new TGetOperationStatusResp(ok()).setOperationState(state).setHasResultSet(true);
        String error = query.error();
        if (error != null) {
            response.setErrorMessage(error).setDisplayMessage(error);
            response.setSqlState(switches.isSqlStates() ? query.sqlState() : null);
        }
        return response;
    }

    private TFetchResultsResp fetch(TFetchResultsReq request) throws TException {
        Query query = query(request.getOperationHandle());
        boolean there = moments.whileFetching(query);
        Result result = query.result();
        if (!there || result == null) {
            TStatus closed = new TStatus(TStatusCode.ERROR_STATUS);
            return new TFetchResultsResp(
                    closed.setErrorMessage("The operation is closed.").setSqlState("HY000"));
        }
        if (columnar.contains(query.id)) {
            TFetchResultsResp columns = ThriftMetadata.columns(result);
            query.stops(Query.State.CLOSED, query.session.user);
            return columns;
        }
        if (request.isSetStartRowOffset()) {
            query.fetched(request.getStartRowOffset());
        }
        TFetchResultsResp response = ThriftRows.next(query, result);
        return request.isIncludeResultSetMetadata()
                ? response.setResultSetMetadata(ThriftRows.metadata(query))
                : response;
    }
}
