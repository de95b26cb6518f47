// What a page begins with. SvelteKit names styles in its head that belong to parts which come later, and leaves out scripts that those
// need too; and it fetches scripts at once, so that on a slow line the words that stand in the file wait for them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const LINK = /\s*<link href="([./]*)([^"]+)" rel="(modulepreload|stylesheet)">/g;
/** A page that is called something is not called what all are: a browser takes the first. */
const GENERAL_TITLE = /\s*<title>[^<]*<\/title>(?=(?:(?!<\/head>)[^])*<title>)/;
const START = /(<script>)([^<]*)(<\/script>)/;

/** Has every page of the build name what it is seen by, and fetch what it answers by once it is seen. */
export function writeFirst(manifestFile) {
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  const chunks = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]));
  const collect = (file, found) => {
    const { imports = [] } = chunks.get(file);
    for (const key of imports) if (!found.has(manifest[key].file)) collect(manifest[key].file, found);
    return found.add(file);
  };
  for (const path of readdirSync('build', { recursive: true }).filter((name) => name.endsWith('.html'))) {
    const page = readFileSync(`build/${path}`, 'utf8');
    const given = [...page.matchAll(LINK)];
    const scripts = new Set();
    for (const [, , file, kind] of given) if (kind === 'modulepreload') collect(file, scripts);
    const styles = new Set([...scripts].flatMap((file) => chunks.get(file).css ?? []));
    const address = (file) => given[0][1] + file;
    const named = [...styles].map((file) => `\n\t\t<link href="${address(file)}" rel="stylesheet">`).join('');
    let written = false;
    const head = () => (written ? '' : ((written = true), named));
    const whole = page.replace(LINK, head).replace(GENERAL_TITLE, '');
    writeFileSync(`build/${path}`, begunWhenSeen(whole, [...scripts].map(address)));
  }
}

/** The page with a start that waits for its first paint, or a moment where none comes, as of a page that nobody sees. */
function begunWhenSeen(page, scripts) {
  const [, , start] = START.exec(page);
  const later = start.replace(
    /Promise\.all\(\[[^\]]*\]\)/,
    (fetched) => `new Promise((seen) => {
						requestAnimationFrame(() => setTimeout(seen));
						setTimeout(seen, 200);
					}).then(() => {
						for (const href of ${JSON.stringify(scripts)})
							document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
						return ${fetched};
					})`,
  );
  // The page's policy allows this very script.
  return page.replace(START, (_, open, __, close) => open + later + close).replace(hashOf(start), hashOf(later));
}

const hashOf = (script) => createHash('sha256').update(script).digest('base64');
