/** When a person of the tenant answers what a draft leaves to them: the one day of ours that a draft may name unasked. */
export const ANSWERED_WITHIN = "within two working days";
