import type { Catalogue } from "#knowledge/core/facts/offering.ts";

/** What a made-up tenant sells, for the tests of replies. Imported by nothing that ships. */
export const HARBOUR: Catalogue = {
	offerings: [
		{
			id: "harbour-desk",
			name: "Harbour Desk",
			summary: "Berth planning for small and mid-sized ports.",
			capabilities: [
				{
					name: "Single sign-on",
					says: "People sign in once through your own identity provider, by SAML or OpenID Connect.",
					about: ["single sign-on", "sso", "saml", "openid"],
				},
				{
					name: "Region choice",
					says: "Data is kept in the European Union.",
					about: ["data residency", "where is the data", "eu hosting"],
				},
				{
					name: "Tide tables",
					says: "Berth windows follow the tide tables of your port without typing.",
					about: ["tide tables", "berth windows"],
				},
			],
			limits: [{ says: "It does not manage stock.", about: ["stock", "inventory"] }],
			prices: [],
			source: "Data sheet 2026-06",
		},
	],
	competitors: [
		{
			name: "Quayline",
			aliases: [],
			strong: [],
			ours: ["A usual start takes six to eight weeks.", "One plan covers several ports."],
			source: "Notes",
			expires: "2027-06-30",
		},
	],
};
