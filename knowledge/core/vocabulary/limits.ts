import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./time.ts";

/** S0-118: agent-to-agent hops of one task. A cycle of hand-offs ends here. */
export const HOPS_MAX = 3;
/** Each attempt is a full round of model calls, so the bound is on money as much as on time. */
export const TURN_ATTEMPTS_MAX = 3;
/** How often a run may break off by a bug of ours before it makes room for the next one, and a person is told. */
export const RUN_BREAKS_MAX = 5;
/** Settings that are older are read again, should the word of their change have been lost. */
export const SETTINGS_TTL_MS = 30 * SECOND_MS;
/** Six outgoing connections are open at once from one object; one is kept for storage of bodies. */
export const STAGE_SKILLS_MAX = 5;
/** product.md: about 2,000 tokens a call; the goal of performance.md is the bound. */
export const CALL_TOKENS_MAX = 2_500;
/** S0-93: what all prompts and answers of one run may add up to. */
export const RUN_TOKENS_MAX = 12_000;
/** S0-93: what one deal may cost in model calls, in millionths of a US dollar. Past it, rules think. */
export const DEAL_COST_MICROS_MAX = 20_000_000;
/** What the board may hold per fact key: a talkative thread must not make every turn slower. */
export const FACTS_PER_KEY_MAX = 12;
/** Of the answers to fields of methods, which share one key: eight open fields of each of six packs. A field that is dropped is asked again. */
export const METHOD_ANSWERS_MAX = 48;
/** People on the board of one deal: the board is written whole with every turn, and a mailing list must not make it grow. */
export const CONTACTS_MAX = 100;
/** People whom a skill is shown beside the sender: each input is journaled whole, and a prompt has a ceiling. */
export const SKILL_CONTACTS_MAX = 10;
/** A quote is there to be read by a person beside the claim. */
export const QUOTE_CHARS_MAX = 600;
export const FACT_VALUE_CHARS_MAX = 400;
/** A row holds 2 MB; four bytes a character leaves room for the rest of it. The raw signal is kept whole elsewhere. */
export const SIGNAL_TEXT_CHARS_MAX = 200_000;
export const RAW_MAIL_BYTES_MAX = 10 * 1024 * 1024;
export const JSON_BODY_BYTES_MAX = 512 * 1024;
export const MIME_PARTS_MAX = 100;
export const MIME_DEPTH_MAX = 10;
export const SUBJECT_CHARS_MAX = 998;
export const MAIL_BODY_CHARS_MAX = 20_000;
/** The mail binding takes 50 recipients; an answer to a buyer that needs more is bulk mail, which we do not send. */
export const RECIPIENTS_MAX = 10;
/** A draft that nobody looked at for a week answers a question that has moved on. */
export const APPROVAL_TTL_MS = 7 * DAY_MS;
/** S4-06: the deal looks at itself every six hours. */
export const TICK_MS = 6 * HOUR_MS;
/** Undelivered signals and undelivered projections are tried again this often: reliability.md, row 6. */
export const SWEEP_MS = 5 * SECOND_MS;
/** One request to a provider; reliability.md, row 18. */
export const PROVIDER_TIMEOUT_MS = 10 * SECOND_MS;
/** First retry after a provider's fault; doubled each time up to the next. */
export const RETRY_FIRST_MS = 2 * SECOND_MS;
export const RETRY_MAX_MS = 10 * MINUTE_MS;
/** About five hours of trying; after that the world needs a person. */
export const EFFECT_ATTEMPTS_MAX = 40;
/** How often an effect that a pause holds asks again, should the resume's own call be lost. */
export const HELD_RECHECK_MS = 30 * SECOND_MS;
/** A wait longer than any retry, such as for a cap of the day, is looked at again this often: caps are raised, too. */
export const LONG_WAIT_RECHECK_MS = HOUR_MS;
/** Providers forget keys (24 h is the shortest known); we stop an hour earlier. */
export const KEY_WINDOW_MS = 23 * HOUR_MS;
/** Parts that come with one mail and are kept one by one; the raw mail has all of them. */
export const ATTACHMENTS_MAX = 20;
/** Of one attachment, what is read. */
export const ATTACHMENT_TEXT_CHARS_MAX = 20_000;
/** Three hours of captions are a tenth of it. */
export const TRANSCRIPT_BYTES_MAX = 2 * 1024 * 1024;
/** An invitation with a hundred guests and the text of a long agenda is a tenth of it. */
export const CALENDAR_BYTES_MAX = 512 * 1024;
/** Meetings that one calendar brings; the mail that holds it is kept whole. */
export const CALENDAR_EVENTS_MAX = 10;
/** Of what a meeting's invitation says, as much as a person reads. */
export const CALENDAR_TEXT_CHARS_MAX = 4_000;
/** A day of a busy channel. */
export const CHAT_MESSAGES_MAX = 500;
/** A three-hour call with somebody speaking every five seconds. */
export const SPEAKER_TURNS_MAX = 2_000;
/** A date that is further back is a clock that stood still, or a slip of the year; threads that people answer are younger. */
export const DATE_PAST_MAX_MS = 3_653 * DAY_MS;
/** Nobody plans a meeting further ahead, and «by next year» must not be counted from a year that somebody made up. */
export const DATE_AHEAD_MAX_MS = 731 * DAY_MS;
/** What a skill is shown of what happened before. */
export const HISTORY_LINES_MAX = 6;
/** Changes of the customer record that a view lists. */
export const CRM_CHANGES_SHOWN_MAX = 30;
/** People of the buyer's whom one mail names in its headers: enough to know a committee by name. */
export const ADDRESSEES_MAX = 20;
