// What a page shows first comes in few files: each costs a browser as much as some twenty kilobytes of script do, and small ones
// are packed badly. Left alone, the bundler makes a chunk of every set of entries that share something, which are hundreds.

/** What is shown first, by the files that bring it; what other pages and parts share with it they take from its chunks. */
const views = {
  front: [/routes\/\+page\.(svelte|ts)$/, /routes\/front\/FigureSix\.svelte$/, /keeping\/other-workspaces\.ts$/],
  lessons: [/routes\/lessons\/\+page\.(svelte|ts)$/],
  progress: [/routes\/lessons\/done-of\.ts$/],
  lesson: [/routes\/lessons\/\[id\]\/\+page\.(svelte|ts)$/, /routes\/lessons\/OpenedLesson\.svelte$/],
  workspace: [/routes\/(workspace|presets\/\[id\])\/\+page\.(svelte|ts)$/, /inspect\/Hashes\.svelte$/],
};
/** What every page begins with: SvelteKit's start and the layout. */
const start = /client\/entry\.js$|client-optimized\/(app|nodes\/[01])\.js$/;
/** The table of all words, which comes empty. */
const table = /lib\/messages\/words\.ts$/;
/** What hands the words on to all, and itself says issues and steps, whose words no page needs that names none. */
const sayer = /lib\/messages\/messages\.ts$/;
/** What words hang on; what says issues and steps; what every page has; what several parts share that the workspace brings later. */
const [WORDS, SAID, EVERYWHERE, LATER] = ['words', 'said', 'everywhere', 'later'];

/** @returns {import('vite').Plugin} */
export function fewChunks() {
  /** @type {Map<string, string>} */
  let chunks = new Map();
  // A chunk takes what its modules import along, unless that is in one before: first is what most need.
  const groups = [
    ...[[WORDS], [SAID], [EVERYWHERE]],
    ...subsets(Object.keys(views)).toSorted((a, b) => b.length - a.length),
    [LATER],
  ].map((parts, index, { length }) => {
    const name = parts.join('-');
    return { name, test: (id) => chunks.get(id) === name, priority: length - index };
  });
  return {
    name: 'few-chunks',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'client',
    buildEnd(error) {
      if (!error) chunks = planned([...this.getModuleIds()], (id) => this.getModuleInfo(id));
    },
    outputOptions: (options) => ({ ...options, codeSplitting: { groups } }),
  };
}

/** Every choice of some of them. */
const subsets = ([first, ...rest]) =>
  first === undefined ? [] : [[first], ...subsets(rest).flatMap((each) => [[first, ...each], each])];

/** The chunk of every module that is in one of these. */
function planned(ids, infoOf) {
  /** Modules, and all that comes with them. */
  const whole = (roots) => {
    const found = new Set(roots);
    for (const id of found) for (const next of infoOf(id)?.importedIds ?? []) if (!sayer.test(next)) found.add(next);
    return found;
  };
  const chunks = new Map();
  const everywhere = whole(ids.filter((id) => start.test(id) || table.test(id)));
  for (const id of everywhere) if (!start.test(id)) chunks.set(id, EVERYWHERE);
  const workspace = new Set();
  for (const [view, patterns] of Object.entries(views))
    for (const id of whole(ids.filter((each) => patterns.some((pattern) => pattern.test(each))))) {
      if (everywhere.has(id)) continue;
      chunks.set(id, chunks.has(id) ? `${chunks.get(id)}-${view}` : view);
      if (view === 'workspace') workspace.add(id);
    }
  for (const id of whole(ids.filter((each) => sayer.test(each)))) {
    const isShared = everywhere.has(id) || /front|lessons/.test(chunks.get(id));
    chunks.set(id, isShared ? WORDS : SAID);
  }
  const comes = new Set([...workspace].flatMap((id) => infoOf(id)?.dynamicallyImportedIds ?? []));
  // A library is begun when it is needed: some take long.
  const bringsLibrary = (id) => [...whole([id])].some((each) => !chunks.has(each) && each.includes('node_modules'));
  const seen = new Set();
  for (const part of comes)
    for (const id of whole([part])) {
      if (!chunks.has(id) && seen.has(id) && !bringsLibrary(id)) chunks.set(id, LATER);
      seen.add(id);
    }
  return chunks;
}
