import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const TEXTS = new Set(['.css', '.html', '.js', '.json']);

/**
 * A copy of a built site as a later version would be: every file whose name holds a hash has another name, everywhere, and the
 * version is another. What each file does is the same.
 */
export function copyAsNextBuild(built: string, folder: string): void {
  cpSync(built, folder, { recursive: true });
  const entries = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => ({ name, path: join(parentPath, name) }));
  const renamed = new Map<string, string>();
  for (const { name, path } of entries())
    if (path.includes('/immutable/')) {
      const next = `next-${name}`;
      renamed.set(name, next);
      renameSync(path, join(path, '..', next));
    }
  const { version } = JSON.parse(readFileSync(join(folder, '_app/version.json'), 'utf8')) as { version: string };
  for (const { name, path } of entries())
    if (TEXTS.has(extname(name))) {
      const text = readFileSync(path, 'utf8')
        .replaceAll(version, `${version}0`)
        .replace(/[\w.-]+\.(?:css|js|wasm|woff2|json)\b/g, (found) => renamed.get(found) ?? found);
      writeFileSync(path, name.endsWith('.html') ? withHash(text) : text);
    }
}

/** The policy names the page's inline script by its hash. */
function withHash(html: string): string {
  const [, script] = /<script>([^]*?)<\/script>/.exec(html)!;
  const hash = createHash('sha256').update(script!).digest('base64');
  return html.replace(/'sha256-[^']+'/, `'sha256-${hash}'`);
}
