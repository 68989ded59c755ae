import type * as z from "zod";
import { faultOf } from "#durable-objects/platform/answer.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";

/** What one queue does with its messages. */
export type Consumer<T> = {
	readonly schema: z.ZodType<T>;
	work(body: T): Promise<void>;
	/** What nobody can work on: kept for a person, then acknowledged. */
	bury(message: Message, code: string): Promise<void>;
};

/** One policy for all queues: a message that cannot be read is buried, one that fails comes again, and none takes its neighbours with it. */
export async function consume<T>(batch: MessageBatch, consumer: Consumer<T>): Promise<void> {
	for (const message of batch.messages) {
		const parsed = consumer.schema.safeParse(message.body);
		if (!parsed.success) {
			await consumer.bury(message, "malformed");
			message.ack();
			continue;
		}
		try {
			await consumer.work(parsed.data);
			message.ack();
		} catch (error) {
			const { retry } = error instanceof FaultError ? error.fault : faultOf(`queue.${batch.queue}`, error);
			message.retry({ delaySeconds: retry.when === "later" ? Math.ceil(retry.afterMs / 1_000) : 5 });
		}
	}
}
