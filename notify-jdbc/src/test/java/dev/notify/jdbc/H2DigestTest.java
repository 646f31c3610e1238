package dev.notify.jdbc;

import javax.sql.DataSource;

class H2DigestTest extends DigestCases {

    @Override
    DataSource database(String name) {
        return Samples.h2("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    }
}
