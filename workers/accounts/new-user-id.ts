import { sha256 } from "#durable-objects/platform/hash.ts";
import { shortOf } from "#knowledge/core/vocabulary/hash.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";

/** Says nothing of whom it stands for: ids of people stand in events, which nobody can erase. */
export const newUserId = (): UserId => UserId.parse(`u-${shortOf(sha256(crypto.randomUUID()))}`);
