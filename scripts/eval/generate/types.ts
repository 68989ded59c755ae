export const kinds = [
	"budget",
	"authority",
	"economic-buyer",
	"need",
	"pain",
	"timeline",
	"metric",
	"decision-criterion",
	"decision-process",
	"champion",
	"requirement",
	"competitor",
	"objection",
	"ask",
	"promise",
	"agreed",
] as const;
export type Kind = (typeof kinds)[number];
export const roles = ["decides", "signs-off", "champions", "influences", "uses", "blocks", "unknown"] as const;
export type Role = (typeof roles)[number];
export type Stance = "for" | "against" | "neutral" | "unknown";
export type Power = "high" | "medium" | "low" | "unknown";
export interface Label {
	readonly kind: Kind;
	readonly quote: string;
	readonly value: string;
	readonly owner?: "us" | "them";
	readonly date?: string | null;
}
export interface Person {
	readonly name: string;
	readonly title: string | null;
	readonly role: Role;
	readonly stance: Stance;
	readonly quote: string;
	readonly power?: Power;
	readonly reportsTo?: string;
}
export interface Sender {
	readonly name: string;
	readonly address: string;
}
export interface GeneratedItem {
	readonly id: string;
	readonly class: "generated";
	readonly kind: "email" | "call" | "chat";
	readonly author: "buyer";
	readonly sentAt: string;
	readonly from: Sender;
	readonly seller: { readonly name: string; readonly organisation: string };
	readonly speakers?: readonly { readonly name: string; readonly side: "us" | "them" }[];
	readonly subject: string;
	readonly text: string;
	readonly labels: readonly Label[];
	readonly either: readonly Label[];
	readonly people: readonly Person[];
}
export const stages = ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL", "NEGOTIATION"] as const;
export type Stage = (typeof stages)[number];
export interface ThreadMessage {
	readonly sentAt: string;
	readonly from: Sender | null;
	readonly kind: "email" | "call" | "chat";
	readonly text: string;
}
export interface GeneratedThread {
	readonly id: string;
	readonly stage: Stage;
	readonly messages: readonly ThreadMessage[];
	readonly people: readonly Person[];
	readonly alarm: boolean;
}
