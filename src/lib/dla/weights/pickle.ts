import { Budget } from './budget.ts';
import { PickleMachine } from './pickle-machine.ts';
import { OPCODES } from './pickle-opcodes.ts';
import type { PickleHost, PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';

/** A pickle of numbers and texts only. */
export const PLAIN_DATA: PickleHost = {
  findGlobal: () => undefined,
  loadPersistent: (_, at) => refuse('pickle-opcode', at, { received: 'BINPERSID' }),
};

/** What lies in a pickle itself is read as a whole. */
export const MAX_PICKLE = 256 * 1024 * 1024;

const STOP = 0x2e;

/**
 * Runs the pickle that begins at `start` of `bytes`: its value, and where it ends. A pickle is a program, and Python's
 * own reader would run whatever function it names; here it builds plain data and what `host` allows. `file` is named in
 * the `pickle-…` issues of refusals: `pickle-truncated` where the bytes end before the pickle does.
 */
export function runPickle(
  bytes: Uint8Array,
  start: number,
  host: PickleHost,
  file: string,
  budget = new Budget(bytes.length, file),
): { value: PickleValue; end: number } {
  const machine = new PickleMachine(bytes, start, host, file, budget);
  for (;;) {
    const opcode = machine.view.getUint8(machine.take(1));
    if (opcode === STOP) return { value: machine.pop(), end: machine.position };
    machine.step();
    const step = OPCODES[opcode];
    if (!step) refuse('pickle-opcode', machine.at, { received: `0x${opcode.toString(16)}` });
    step(machine);
  }
}
