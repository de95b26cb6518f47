import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { binaryFile, compileAssembly, writeBinary } from '../../scripts/assembly.mjs';

it('[house] the compiled assembly is what its source gives', async () => {
  expect(readFileSync(binaryFile, 'utf8')).toBe(writeBinary(await compileAssembly()));
});
