// Compiles assembly/*.ts to WebAssembly and writes it, as text, beside the code that calls it: `npm run assembly`.
// With `--check` it writes nothing, and fails where a text is not what its source gives.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
// Without a runtime or data of its own: its memory is tfjs'.
const options = ['--runtime', 'stub', '--importMemory', '--enable', 'simd', '--noAssert', '-O3'];

for (const name of ['winograd', 'sample']) {
  const file = new URL(`../src/lib/runtime/kernels/${name}-binary.ts`, import.meta.url);
  let bytes;
  const { error, stderr } = await main(
    [`assembly/${name}.ts`, '--baseDir', root, '--outFile', `${name}.wasm`, ...options],
    {
      writeFile(_name, contents) {
        bytes = contents;
      },
    },
  );
  if (error) throw new Error(stderr.toString());
  const text = `/** assembly/${name}.ts, compiled by \`npm run assembly\`; base64. */
export const ${name}Binary =
  '${Buffer.from(bytes).toString('base64')}';
`;
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text)
    throw new Error(`${name}-binary.ts is not what assembly/${name}.ts gives`);
}
