package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;

class DatabricksSqlApiTest extends DatabricksContract {
    @Override
    Protocol protocol() {
        return Protocol.SQL_API;
    }
}
