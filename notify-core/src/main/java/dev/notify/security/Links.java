package dev.notify.security;

/**
 * Does what signed links say, in the scope it was asked for: a link of another tenant is refused.
 *
 * <p>A host serves them under one address, in two steps. GET shows a page with a button and calls {@link #look}, which changes nothing:
 * mail scanners and previews follow every link they see. POST, from that button or from a mail program (one click, RFC 8058), calls
 * {@link #confirm}.
 *
 * <p>Both refuse with {@link LinkRefusedException} what was altered, is of another tenant, or has expired. A token is a secret of
 * whoever holds the message: it does not belong in logs.
 */
public interface Links {

    /**
     * What this link would do. Reads nothing from the store.
     *
     * @param token what follows the base URL
     */
    Link look(String token);

    /**
     * Does what the link says, once for each delivery: the same link again, however often and wherever it is used, changes nothing and
     * says when it was done, so that an old message cannot undo what somebody has chosen since.
     *
     * <p>To unsubscribe is to turn the category off on that channel in the preferences kept by Notify, and to withdraw the consent for
     * it of the address the message went to, which counts where the host answers for preferences itself, too. Both, their histories and
     * trail, and the note that the link is used are one transaction. What waits for them is decided again. The histories name the actor
     * of the scope.
     *
     * <p>To acknowledge is what {@link dev.notify.sign.Signs#acknowledge} does, in the name of whoever got the message, by its channel. Where
     * somebody else was faster, it says who.
     *
     * @param token what follows the base URL
     * @throws dev.notify.store.StoreException if the store cannot do it: the link is still good
     */
    Confirmed confirm(String token);
}
