/** The e-mail channel. */
module dev.notify.email {
    requires transitive dev.notify;
    requires jakarta.mail;
    requires org.eclipse.angus.mail;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.notify.email;
}
