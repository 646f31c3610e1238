/** The e-mail channel. */
module dev.notify.email {
    requires dev.notify;
    requires static org.jspecify;
}
