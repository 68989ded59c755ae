import { expect, test } from "vitest";
import { isNickname, isSameName, nameKey, plainName } from "./person-name.ts";

test.each([
	["Petrie, Jonas", "Jonas Petrie"],
	["van der Berg, Ann-Marie", "Ann-Marie van der Berg"],
	["Ms Kintu", "Kintu"],
	["Prof. Dr. Ines Wolf", "Ines Wolf"],
	["Avv. Colnaghi", "Colnaghi"],
	["Ing. Marek Holub", "Marek Holub"],
	["Ruth Nalwoga (Ms)", "Ruth Nalwoga"],
	["*Jonas  Petrie*", "Jonas Petrie"],
	["Ingrid Solbakken", "Ingrid Solbakken"],
	["Drew Petrie", "Drew Petrie"],
	["Bill Petrie, Purchasing Mgr", "Bill Petrie"],
	["Captain Ronan Petrie", "Ronan Petrie"],
	["Security team", "Security team"],
])("[LE8] a name as its bearer is called: %s", (raw, plain) => {
	expect(plainName(raw)).toBe(plain);
});

test.each([
	["Jonas", "Jonas Petrie"],
	["Mr. Petrie", "Jonas Petrie"],
	["Petrie, Jonas", "Jonas Petrie"],
	["Petrie Jonas", "Jonas Petrie"],
	["J. Petrie", "Jonas Petrie"],
	["Jonas A. Petrie", "Jonas Petrie"],
	["Carmen Ruiz", "Carmen Ruiz Soler"],
	["Grainne Tolan", "Gráinne Tolan"],
])("[LE8] one person: %s, %s", (a, b) => {
	expect(isSameName(a, b)).toBe(true);
	expect(isSameName(b, a)).toBe(true);
});

test.each([
	["Jonas Lind", "Jonas Petrie"],
	["K. Petrie", "Jonas Petrie"],
	["Carmen Soler", "Carla Ruiz Soler"],
	["Jon", "Jonas Petrie"],
	["Security", "Information security"],
	["team", "Security team"],
	["", "Jonas Petrie"],
])("[LE8] not one person: %s, %s", (a, b) => {
	expect(isSameName(a, b)).toBe(false);
});

test("[LE8] case and accents do not tell names apart", () => {
	expect(nameKey("Gráinne TOLAN")).toBe(nameKey("Tolan, Grainne"));
});

test.each([
	["Bill", "William Hargrove", true],
	["Bill Hargrove", "William Hargrove", true],
	["Big Al", "Alasdair Munro", true],
	["Bill Pruitt", "William Hargrove", false],
	["Bill", "Robert Hargrove", false],
	["Bill", "William", false],
])("[LE8] a usual short form, of a first name alone: %s for %s is %s", (short, full, is) => {
	expect(isNickname(short, full)).toBe(is);
});
