import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { all, embedded } from '../../src/service-worker/headers.json';

// What the pages on hosting say is what `npm start` and the service worker send.

const page = readFileSync('docs/hosting.md', 'utf8');
const nginx = /```nginx\n(.*?)```/s.exec(page)![1]!;

test('the table of headers is what is sent', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| `(.+?)` +\|/gm)].map(
    ([, name, value]) => [name!, value!] as const,
  );
  expect(Object.fromEntries(rows)).toEqual(all);
});

test('nginx is told the same, with and without a figure for frames', () => {
  const maps = new Map(
    [...nginx.matchAll(/map \$args \$(\w+) \{\s+"[^"]+" "(.+?)";\s+default "(.+?)";/g)].map(
      ([, name, figure, plain]) => [name!, { figure: figure!, plain: plain! }] as const,
    ),
  );
  const told = (which: 'figure' | 'plain'): Record<string, string | undefined> =>
    Object.fromEntries(
      [...nginx.matchAll(/add_header ([a-z-]+) (?:"(.+?)"|\$(\w+)) always;/g)]
        .filter(([, name]) => name !== 'cache-control')
        .map(([, name, value, variable]) => [name!, value ?? maps.get(variable!)?.[which]] as const),
    );
  expect(told('plain')).toEqual(all);
  expect(told('figure')).toEqual({ ...all, ...embedded });
});

test('the page for unknown addresses allows its own style and script, by their hashes, and nothing else', () => {
  const html = readFileSync('static/404.html', 'utf8');
  const policy = /content="(default-src 'none'; [^"]+)"/.exec(html)![1]!;
  for (const element of ['style', 'script']) {
    const texts = [...html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'))].map(([, text]) => text!);
    expect(texts).toHaveLength(1);
    const hash = createHash('sha256').update(texts[0]!).digest('base64');
    expect(policy).toContain(`${element}-src 'sha256-${hash}';`);
  }
});
