// Compiles assembly/winograd.ts to WebAssembly and writes it, as text, beside the code that calls it: `npm run assembly`.
// tests/house/assembly.test.ts proves that the two belong together.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
export const binaryFile = new URL('../src/lib/runtime/kernels/winograd-binary.ts', import.meta.url);

/** The bytes of the module; without a runtime or data of its own, its memory is tfjs'. */
export async function compileAssembly() {
  let bytes;
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
  return bytes;
}

/** The file that holds the bytes as text. */
export const writeBinary = (bytes) => `/** assembly/winograd.ts, compiled by \`npm run assembly\`; base64. */
export const winogradBinary =
  '${Buffer.from(bytes).toString('base64')}';
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(binaryFile, writeBinary(await compileAssembly()));
