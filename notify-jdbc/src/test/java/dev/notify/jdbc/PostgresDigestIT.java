package dev.notify.jdbc;

import javax.sql.DataSource;

class PostgresDigestIT extends DigestCases {

    @Override
    DataSource database(String name) {
        return Samples.postgres(Lanes.postgres().createDatabase(name));
    }
}
