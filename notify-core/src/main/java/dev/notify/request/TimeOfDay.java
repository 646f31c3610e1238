package dev.notify.request;

/** Whether a type may reach people at night; every type says one. In-app is never held. */
public enum TimeOfDay {
    /** At any hour. */
    ANY_TIME,
    /** Only within the service's delivery hours, by the recipient's clock; held until they begin. CRITICAL passes. */
    DAYTIME
}
