package dev.notify.jdbc;

import java.util.UUID;
import javax.sql.DataSource;

class H2TrailTest extends TrailCases {

    @Override
    DataSource database(String name) {
        return Samples.h2("jdbc:h2:mem:" + name + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }
}
