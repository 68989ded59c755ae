// zod probes for `eval` when it is loaded, and the page's policy reports each probe as a violation. Imported before it.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
