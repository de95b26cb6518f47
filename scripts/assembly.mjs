// Compiles assembly/winograd.ts to WebAssembly and writes it, as text, beside the code that calls it: `npm run assembly`.
// With `--check` it writes nothing, and fails where the text is not what the source gives.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = new URL('../src/lib/runtime/kernels/winograd-binary.ts', import.meta.url);

let bytes;
// Without a runtime or data of its own: its memory is tfjs'.
const options = ['--runtime', 'stub', '--importMemory', '--enable', 'simd', '--noAssert', '-O3'];
const { error, stderr } = await main(
  ['assembly/winograd.ts', '--baseDir', root, '--outFile', 'winograd.wasm', ...options],
  {
    writeFile(_name, contents) {
      bytes = contents;
    },
  },
);
if (error) throw new Error(stderr.toString());

const text = `/** assembly/winograd.ts, compiled by \`npm run assembly\`; base64. */
export const winogradBinary =
  '${Buffer.from(bytes).toString('base64')}';
`;
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text)
  throw new Error('winograd-binary.ts is not what assembly/winograd.ts gives');
