package dev.notify.jdbc;

import javax.sql.DataSource;

class MariaDbDeadLetterIT extends DeadLetterCases {

    @Override
    DataSource database(String name) {
        return Samples.mariaDb(Lanes.mariaDb().createDatabase(name));
    }
}
