package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;

class DatabricksThriftTest extends DatabricksContract {
    @Override
    Protocol protocol() {
        return Protocol.THRIFT;
    }
}
