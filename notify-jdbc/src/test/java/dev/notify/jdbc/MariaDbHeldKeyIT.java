package dev.notify.jdbc;

import javax.sql.DataSource;

class MariaDbHeldKeyIT extends HeldKeyCases {

    @Override
    DataSource database(String name) {
        return Samples.mariaDb(Lanes.mariaDb().createDatabase(name));
    }
}
