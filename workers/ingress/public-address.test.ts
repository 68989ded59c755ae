import { expect, test } from "vitest";
import { misaddressed } from "./public-address.ts";

const GOOD = [
	"https://login.example",
	"https://login.example/tenant/v2.0",
	"https://xn--bcher-kva.example/x?y=z",
	"https://a-b.c0.example:443/",
];

test.each(GOOD)("[SEC15] %s may be asked, with and without a machine of our own", (url) => {
	expect([misaddressed(url, false), misaddressed(url, true)]).toEqual([null, null]);
});

const BAD = [
	"",
	"login.example",
	"//login.example",
	"http://login.example",
	"ftp://login.example",
	"file:///etc/passwd",
	"javascript:alert(1)",
	"data:text/plain,x",
	"https://login.example:8443",
	"https://login.example:80",
	"https://user@login.example",
	"https://user:pass@login.example",
	"https://login.example#x",
	"https://login",
	"https://localhost",
	"https://localhost.",
	"https://a.localhost",
	"https://printer.local",
	"https://metadata.google.internal",
	"https://db.internal",
	"https://intranet.corp",
	"https://router.lan",
	"https://x.home.arpa",
	"https://127.0.0.1",
	"https://127.1",
	"https://2130706433",
	"https://0x7f000001",
	"https://0177.0.0.1",
	"https://0x7f.1",
	"https://0",
	"https://10.0.0.1",
	"https://172.16.0.1",
	"https://192.168.1.1",
	"https://169.254.169.254/latest/meta-data",
	"https://100.64.0.1",
	"https://255.255.255.255",
	"https://127。0。0。1",
	"https://①②⑦.0.0.1",
	"https://[::1]",
	"https://[::]",
	"https://[::ffff:127.0.0.1]",
	"https://[fe80::1]",
	"https://[fd00::1]",
	"https://[64:ff9b::7f00:1]",
	"https://login.example.",
	"https://.example",
	"https://login..example",
	"https://-login.example",
	"https://login_.example",
	"https://login.example\\@127.0.0.1",
	"https://login.example%00.evil",
	"https:///127.0.0.1",
	"https://login.example/\t",
	" https://login.example",
	`https://${"a".repeat(64)}.example`,
	`https://${"a.".repeat(130)}example`,
];

test.each(BAD)("[SEC15] %j is asked by nobody", (url) => {
	expect(misaddressed(url, false)).not.toBeNull();
	expect(misaddressed(url, true)).not.toBeNull();
});

test.each(["http://127.0.0.1:9000", "http://localhost:9000/x", "http://[::1]:9000"])(
	"[SEC15] %s is asked by a build for this machine alone",
	(url) => {
		expect(misaddressed(url, true)).toBeNull();
		expect(misaddressed(url, false)).not.toBeNull();
	},
);
