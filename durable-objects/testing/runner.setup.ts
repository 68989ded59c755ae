/*
 * The plugin asks for the Worker's module with every request, alarm and call of an object, and the module runner asks Vite
 * twice each time, in another process. A module that is loaded, and that Vite has not taken back since, is answered from here.
 */

/** As much of Vitest's module runner as is needed; it is not in its types. A module that was taken back has no exports. */
type ModuleRunner = {
	readonly evaluatedModules: { getModuleById(id: string): { readonly exports?: unknown } | undefined };
	import: (id: string) => Promise<unknown>;
};

const { moduleRunner } = (globalThis as unknown as { __vitest_mocker__: { moduleRunner: ModuleRunner } })
	.__vitest_mocker__;

// A setup file runs before each test file, and the files of a process share one runner.
if (!Object.hasOwn(moduleRunner, "import")) {
	const load = moduleRunner.import.bind(moduleRunner);
	const loaded = new Map<string, unknown>();
	moduleRunner.import = async (id) => {
		if (loaded.has(id) && moduleRunner.evaluatedModules.getModuleById(id)?.exports === loaded.get(id))
			return loaded.get(id);
		const module = await load(id);
		loaded.set(id, module);
		return module;
	};
}
