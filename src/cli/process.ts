import { writeSync } from 'node:fs';
import { main } from './main.ts';

/** Writes all, also into a pipe that is read slowly; a reader that went away ends the program, without a word. */
function write(file: 1 | 2, data: Uint8Array): void {
  for (let done = 0; done < data.length;) {
    try {
      done += writeSync(file, data, done);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') process.exit();
      if (code !== 'EAGAIN') throw error;
      // The pipe is full.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

async function readAll(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

const { DLA_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env;

process.exitCode = await main(process.argv.slice(2), {
  language: [DLA_LANG, LC_ALL, LC_MESSAGES, LANG].find(Boolean),
  stdin: readAll,
  out: (result) => write(1, typeof result === 'string' ? Buffer.from(result) : result),
  err: (message) => write(2, Buffer.from(`${message}\n`)),
});
