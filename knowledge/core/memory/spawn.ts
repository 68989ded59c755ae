/** S3-13: tasks for which a specialist is called in. */
export type SpawnTask = {
	readonly type: string;
	/** In characters, where there is a document. */
	readonly size?: number;
	readonly estimatedTokens: number;
};

export const DOCUMENT_SIZE_MAX = 10_000;
export const TASK_TOKENS_MAX = 50_000;

const BY_TYPE: ReadonlyMap<string, boolean> = new Map([
	["new_company_onboarding", true],
	["complex_legal_analysis", true],
	["financial_modeling", true],
	["routine_status_update", false],
	["quick_question_answer", false],
]);

/**
 * S3-13 and S3-38, to the letter: a review is decided by its document's size alone; every other task, whatever its type
 * says, by its type or by its tokens.
 */
export function shouldSpawn({ type, size = 0, estimatedTokens }: SpawnTask): boolean {
	if (type === "document_review") return size > DOCUMENT_SIZE_MAX;
	return (BY_TYPE.get(type) ?? false) || estimatedTokens > TASK_TOKENS_MAX;
}
