import { en } from '#lib/messages/en.ts';
import { describe, expect, it } from 'vitest';
import { filesBelow, textOf } from './imports.ts';
import { wordsKeptBy } from './kept-words.ts';
import { proseInCode, proseInComponent } from './prose.ts';
import { isUsed, pathsOf, wordsReadBy } from './used-words.ts';

const sources = filesBelow('src').filter((file) => !file.endsWith('.test.ts') && !file.endsWith('.d.ts'));
const isComponent = (file: string): boolean => file.endsWith('.svelte');
const inMessages = (file: string): boolean => file.startsWith('src/lib/messages/');

/** Texts outside of messages that look like prose, by why they are none that is to be said in another language. */
const allowed: Readonly<Record<string, (file: string, text: string) => boolean>> = {
  'what exports and shaders are written in': (file) =>
    /^src\/lib\/(?:dla\/exchange|runtime\/gl\/programs)\//.test(file),
  'a key of one word beside values, where nothing is said': (file, text) =>
    /^src\/lib\/(?:graph|runtime|worker|dla\/(?!figure))/.test(file) &&
    /^(?:[a-z]+ (?:… ?)+|… [a-z]+(?: …)?)$/.test(text),
  'what a worker and its page tell each other': (file) => file === 'src/lib/worker/life.ts',
  'faults of a layout, which only tests are told': (file) => file === 'src/lib/graph/layout/faults.ts',
  'what an IssueError says to a stack trace': (file) => file === 'src/lib/issue.ts',
  'names in documents, which are data': (file) =>
    /^src\/lib\/(?:dla\/(?:network\/build|commands\/with-head|presets\/\w+)|workspace\/front\/shown)\.ts$/.test(file),
  'letters by which the paper names its parts': (_file, text) => /^[A-Z]$/.test(text),
  'classes as their data set names them': (file) => file === 'src/lib/workspace/shared/class-names.ts',
  'formulas of the paper': (file) => file === 'src/routes/inspect/Equation.svelte',
};

const proseIn = (file: string): readonly string[] => {
  const found = isComponent(file) ? proseInComponent(textOf(file)) : proseInCode(textOf(file));
  return found
    .filter(({ text }) => !Object.values(allowed).some((allows) => allows(file, text)))
    .map(({ line, text }) => `${file}:${line}: ${text}`);
};

describe('[house] what a person reads stands in messages', () => {
  it('no source outside of messages holds prose', () => {
    expect(sources.filter((file) => !inMessages(file)).flatMap(proseIn)).toEqual([]);
  });

  it.each([
    ['<p>Run it</p>', ['Run it']],
    ['<button title="Close">×</button>', ['Close']],
    ["<b>{open ? 'shut' : words.open}</b>", ['shut']],
    ['<Field label="{count} blocks" hint={`up to ${most}`} />', ['blocks', 'up to …']],
    ['{#each [1] as one (one)}<i aria-label="one of them">{one}</i>{/each}', ['one of them']],
    ['<script lang="ts">const said = flag ? \'all of it\' : `of ${name}`;</script>', ['all of it', 'of …']],
    ["<script lang=\"ts\">const item = { id: 'a', label: 'Align', run };</script>", ['Align']],
    ['<svg><path d="M0 0 h4" class="one two" transform="translate(2 3)" /><text>{words.a}</text></svg>', []],
    ["<script lang=\"ts\">throw new Error('cannot be here'); root.querySelector('main p');</script>", []],
    ["<div style:width=\"{width}px\" class:open>{kind === 'block' ? '–' : digits(count)}</div>", []],
  ])('%s: prose is found', (source, found) => expect(proseInComponent(source).map(({ text }) => text)).toEqual(found));

  it('every reason to allow a text is needed', () => {
    const texts = sources
      .filter((file) => !inMessages(file))
      .flatMap((file) => {
        const found = isComponent(file) ? proseInComponent(textOf(file)) : proseInCode(textOf(file));
        return found.map(({ text }) => [file, text] as const);
      });
    const idle = Object.entries(allowed).filter(([, allows]) => !texts.some(([file, text]) => allows(file, text)));
    expect(idle.map(([reason]) => reason)).toEqual([]);
  });
});

describe('[house] messages hold no word that nothing says', () => {
  /** In a language's own files its parts are read by the names that they are exported by. */
  const parts = new Map(Object.keys(en).map((key) => [key, key]));
  const readBy = (file: string): ReadonlySet<string> => {
    const own = /^src\/lib\/messages\/en\/(\w+)\.ts$/.exec(file)?.[1];
    const reads = /import \{[^}]*\bwords\b[^}]*\} from '(?:#lib\/messages|\.)\/messages\.ts'/.test(textOf(file));
    const names =
      own !== undefined
        ? new Map([...parts].filter(([name]) => name !== own))
        : new Map(reads || file === 'src/lib/messages/messages.ts' ? [['words', '']] : []);
    return wordsReadBy(textOf(file), isComponent(file), names);
  };

  it('each is read by its path, or in a table that is looked up', () => {
    const used = new Set(sources.flatMap((file) => [...readBy(file)]));
    expect([...pathsOf(en)].filter((path) => !isUsed(path, used))).toEqual([]);
  });

  it('a word that only its neighbours keep company is found', () => {
    const said = { run: { first: 'Run', again: 'Again' }, kinds: { a: 'A', b: 'B' }, left: 'Left', right: 'Right' };
    const source = `
      const { kinds, left: l } = words;
      const text = words.run;
      show(text.first, kinds[kind], { left });
    `;
    const used = wordsReadBy(source, false, new Map([['words', '']]));
    expect([...pathsOf(said)].filter((path) => !isUsed(path, used))).toEqual(['run.again', 'left', 'right']);
  });
});

describe('[house] words follow the language', () => {
  it('no text is read when a module loads or a component begins, where it would stay in the language of that moment', () => {
    const kept = sources
      .filter((file) => !inMessages(file))
      .flatMap((file) =>
        wordsKeptBy(textOf(file), isComponent(file), en).map(({ line, path }) => `${file}:${line}: ${path}`),
      );
    expect(kept).toEqual([]);
  });

  it.each([
    ['const said = words.run; const { button } = words.run;', []],
    ['const label = words.run.button.first;', ['run.button.first']],
    ['const { fixFirst, button } = words.run;', ['run.fixFirst']],
    ['const said = words.run; export const table = { label: said.fixFirst };', ['run.fixFirst']],
    ['const said = words.run; const text = said.stoppedBecause(why);', ['run.stoppedBecause']],
    ['const said = words.run; const say = said.stoppedBecause; const text = () => said.fixFirst;', []],
    ['class A { label = words.run.fixFirst; get text() { return words.run.fixFirst; } }', ['run.fixFirst']],
    ['const all = tools.map((tool) => ({ label: words.counts.tools.tool(tool) }));', ['counts.tools.tool']],
    ['const text = sayIssue(issue);', ['sayIssue']],
    ['const text = $derived(sayIssue(issue));', []],
    ['const name = words.names.kinds[kind];', ['names.kinds']],
  ])('%s', (source, found) => {
    const imports = "import { words } from '#lib/messages/messages.ts';";
    expect(wordsKeptBy(`${imports}${source}`, false, en).map(({ path }) => path)).toEqual(found);
  });
});
