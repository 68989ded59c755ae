import * as access from "./schema/access.ts";
import * as accounts from "./schema/accounts.ts";
import * as deals from "./schema/deals.ts";

/** The relational tables as TypeScript sees them; a test holds this against what the SQL files make. */
export const TABLES = [...Object.values(accounts), ...Object.values(access), ...Object.values(deals)];
