/** Somebody in a sample thread. All of them are invented. */
export type SamplePerson = {
	readonly name: string;
	readonly address: string;
	readonly title: string;
	readonly organisation: string;
	readonly side: "buyer" | "us";
};
