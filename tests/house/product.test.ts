import { describe, expect, it } from 'vitest';
import { filesBelow, importsOf, reachableFrom, textOf } from './imports.ts';

const isTest = (file: string): boolean => file.endsWith('.test.ts');
const sources = filesBelow('src').filter((file) => !isTest(file) && !file.endsWith('.d.ts'));
/** What a page, the command line, the package or the browser starts from. */
const entries = sources.filter((file) =>
  /^src\/(?:routes\/(?:.*\/)?\+[a-z]+\.(?:ts|svelte)|cli\/process\.ts|library\/index\.ts|service-worker\/index\.ts|hooks(?:\.client)?\.ts)$/.test(
    file,
  ),
);

describe('what only tests use lies in tests', () => {
  it('[house] every module below src is imported by the product', () => {
    const product = reachableFrom(entries);
    expect(sources.filter((file) => !product.has(file))).toEqual([]);
  });

  it('[house] every export below src is used by the product', () => {
    const users = new Map<string, string[]>();
    for (const user of sources)
      for (const used of importsOf(user)) users.set(used, [...(users.get(used) ?? []), textOf(user)]);
    const idle = sources
      .filter((file) => file.endsWith('.ts') && !entries.includes(file))
      .flatMap((file) => {
        const own = textOf(file);
        const others = (users.get(file) ?? []).join('\n');
        const names = [...own.matchAll(/^export (?:async )?(?:const|function|class|interface|type) (\w+)/gm)].map(
          ([, name]) => name!,
        );
        const times = (name: string, text: string) => text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
        return names
          .filter((name) => times(name, others) === 0 && times(name, own) < 2)
          .map((name) => `${file} ${name}`);
      });
    expect(idle).toEqual([]);
  });
});

it('[house] every worker is started where it inherits the policy of the page', () => {
  const starting = sources.filter((file) => /new (?:Shared)?Worker\(/.test(textOf(file)));
  expect(starting).toEqual(['src/lib/worker/start.ts']);
});
