// What is said is one table by feature (src/lib/messages), and `words.sweep` reads as if all of it were there. In the built
// site it is not: every module brings the parts that it reads itself, so that a page loads no words of panels that it has not.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../src/lib/messages/', import.meta.url));
const PART = '\0words-of:';
const NONE = '\0words-of-none';

/** What stands in a file of several parts, or of another name; every other part has a file of its own. */
const together = { issues: ['issues', 'place', 'placed'], terms: ['memory', 'terms'] };
const fileOf = (part) => Object.keys(together).find((file) => together[file].includes(part)) ?? part;
const others = ['zh'];

const partCode = (file) => {
  const names = `{ ${(together[file] ?? [file]).join(', ')} }`;
  const from = (language) => JSON.stringify(`${folder}${language}/${file}.ts`);
  const later = others.map(
    (language) => `${language}: async () => { const ${names} = await import(${from(language)}); return ${names}; }`,
  );
  return [
    `import ${names} from ${from('en')};`,
    `import { enter } from ${JSON.stringify(`${folder}tables.ts`)};`,
    `enter(${names}, { ${later.join(', ')} });`,
  ].join('\n');
};

/** The parts that a module reads, and whether it reads words in any other way, by its syntax tree. */
function readIn(node, found = { parts: new Set(), otherwise: false }) {
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'words') {
    if (node.computed) found.otherwise = true;
    else found.parts.add(node.property.name);
    return found;
  }
  if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init?.name === 'words') {
    for (const { key } of node.id.properties) found.parts.add(key.name);
    return found;
  }
  // Names of what is imported, and of properties, read nothing.
  if (node.type === 'ImportDeclaration' || (node.type === 'ExportNamedDeclaration' && node.source)) return found;
  if (node.type === 'Identifier' && node.name === 'words') found.otherwise = true;
  for (const [key, value] of Object.entries(node)) {
    const isName = (key === 'key' || key === 'property') && !node.computed && !node.shorthand;
    if (isName || typeof value !== 'object' || value === null) continue;
    for (const each of Array.isArray(value) ? value : [value]) if (each?.type) readIn(each, found);
  }
  return found;
}

const isRead = /import\s*\{[^}]*\bwords\b[^}]*\}\s*from\s*["'][^"']*\/(?:messages|words)\.ts["']/;

/** @returns {import('vite').Plugin[]} */
export function wordsByPart() {
  return [
    {
      name: 'words-by-part:parts',
      enforce: 'pre',
      apply: 'build',
      resolveId(source, importer) {
        if (source.startsWith(PART)) return source;
        return source === './whole.ts' && importer?.endsWith('/messages/words.ts') ? NONE : undefined;
      },
      load(id) {
        if (id === NONE) return 'export const enterAll = () => undefined;';
        return id.startsWith(PART) ? partCode(id.slice(PART.length)) : undefined;
      },
    },
    {
      name: 'words-by-part:readers',
      apply: 'build',
      // After components are compiled.
      transform(code, id) {
        if (!/\.(?:ts|svelte)$/.test(id)) return undefined;
        if (!isRead.test(code)) return undefined;
        const { parts, otherwise } = readIn(this.parse(code));
        if (otherwise)
          this.error(`${id} reads words otherwise than as words.PART: which of them it needs is not known`);
        const files = new Set([...parts].map(fileOf));
        for (const file of files)
          if (!existsSync(`${folder}en/${file}.ts`))
            this.error(`${id} reads words.${file}, which has no file of its own`);
        const brought = [...files].map((file) => `import ${JSON.stringify(PART + file)};`).join('');
        // What is handed on by messages.ts brings no words of its own.
        return { code: `${brought}${code}`, map: null, moduleSideEffects: !id.endsWith('/messages/messages.ts') };
      },
    },
  ];
}
