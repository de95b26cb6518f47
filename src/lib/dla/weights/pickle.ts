import { PickleMachine } from './pickle-machine.ts';
import type { PickleHost, PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';

/** A pickle of numbers and texts only. */
export const PLAIN_DATA: PickleHost = {
  findGlobal: () => undefined,
  loadPersistent: (_, at) => refuse('pickle-opcode', at, { received: 'BINPERSID' }),
};

/** A bound of what a forged pickle costs. A checkpoint of 2,000 tensors with an optimizer's state takes about 500,000. */
const MAX_OPCODES = 2_000_000;

type Step = (machine: PickleMachine) => void;

const u8 = (m: PickleMachine) => m.view.getUint8(m.take(1));
const u16 = (m: PickleMachine) => m.view.getUint16(m.take(2), true);
const u32 = (m: PickleMachine) => m.view.getUint32(m.take(4), true);
const u64 = (m: PickleMachine) => Number(m.view.getBigUint64(m.take(8), true));

const push =
  (value: (m: PickleMachine) => PickleValue): Step =>
  (m) =>
    m.push(value(m));
const tuple = (count: number) => push((m) => m.popMany(count));
const refused =
  (name: string): Step =>
  (m) =>
    refuse('pickle-opcode', m.at, { received: name });

/**
 * The opcodes that `torch.save` writes (protocol 2, from Python 2 and 3) and those of protocol 4; the others, which
 * Python would make objects with, are refused by name. Source: CPython, Lib/pickletools.py.
 */
const OPCODES: Readonly<Record<number, Step>> = {
  0x80: (m) => m.take(1), // PROTO
  0x95: (m) => m.take(8), // FRAME
  0x28: (m) => m.mark(), // MARK
  0x30: (m) => m.pop(), // POP
  0x31: (m) => m.popToMark(), // POP_MARK
  0x4e: push(() => null), // NONE
  0x88: push(() => true), // NEWTRUE
  0x89: push(() => false), // NEWFALSE
  0x4a: push((m) => m.view.getInt32(m.take(4), true)), // BININT
  0x4b: push(u8), // BININT1
  0x4d: push(u16), // BININT2
  0x8a: push((m) => m.takeInteger(u8(m))), // LONG1
  0x8b: push((m) => m.takeInteger(u32(m))), // LONG4
  0x47: push((m) => m.view.getFloat64(m.take(8))), // BINFLOAT
  0x54: push((m) => m.takeText(u32(m))), // BINSTRING
  0x55: push((m) => m.takeText(u8(m))), // SHORT_BINSTRING
  0x58: push((m) => m.takeText(u32(m))), // BINUNICODE
  0x8c: push((m) => m.takeText(u8(m))), // SHORT_BINUNICODE
  0x8d: push((m) => m.takeText(u64(m))), // BINUNICODE8
  0x42: push((m) => m.takeBytes(u32(m))), // BINBYTES
  0x43: push((m) => m.takeBytes(u8(m))), // SHORT_BINBYTES
  0x8e: push((m) => m.takeBytes(u64(m))), // BINBYTES8
  0x29: push(() => []), // EMPTY_TUPLE
  0x5d: push(() => []), // EMPTY_LIST
  0x8f: push(() => []), // EMPTY_SET
  0x74: push((m) => m.popToMark()), // TUPLE
  0x6c: push((m) => m.popToMark()), // LIST
  0x91: push((m) => m.popToMark()), // FROZENSET
  0x85: tuple(1), // TUPLE1
  0x86: tuple(2), // TUPLE2
  0x87: tuple(3), // TUPLE3
  0x61: (m) => m.append(m.popMany(1)), // APPEND
  0x65: (m) => m.append(m.popToMark()), // APPENDS
  0x90: (m) => m.append(m.popToMark()), // ADDITEMS
  0x7d: push(() => new Map()), // EMPTY_DICT
  0x64: (m) => {
    // DICT
    const pairs = m.popToMark();
    m.push(new Map());
    m.setItems(pairs);
  },
  0x73: (m) => m.setItems(m.popMany(2)), // SETITEM
  0x75: (m) => m.setItems(m.popToMark()), // SETITEMS
  0x71: (m) => m.remember(u8(m)), // BINPUT
  0x72: (m) => m.remember(u32(m)), // LONG_BINPUT
  0x94: (m) => m.remember(m.remembered), // MEMOIZE
  0x68: push((m) => m.recall(u8(m))), // BINGET
  0x6a: push((m) => m.recall(u32(m))), // LONG_BINGET
  0x63: push((m) => m.global(m.takeLine(), m.takeLine())), // GLOBAL
  0x93: push((m) => {
    // STACK_GLOBAL
    const [module, name] = m.popMany(2);
    return m.global(module!, name!);
  }),
  0x51: push((m) => m.host.loadPersistent(m.pop(), m.at)), // BINPERSID
  0x52: push((m) => {
    // REDUCE
    const [target, args] = m.popMany(2);
    return m.reduce(target!, args!);
  }),
  0x62: (m) => {
    // BUILD: only the attributes of an OrderedDict (PyTorch's `_metadata`), on which no tensor depends.
    m.pop();
    if (!(m.top() instanceof Map)) refuse('pickle-opcode', m.at, { received: 'BUILD' });
  },
  0x69: (m) => {
    // INST calls what it names: that name is the one to refuse.
    m.global(m.takeLine(), m.takeLine());
    refuse('pickle-opcode', m.at, { received: 'INST' });
  },
  0x32: refused('DUP'),
  0x46: refused('FLOAT'),
  0x49: refused('INT'),
  0x4c: refused('LONG'),
  0x50: refused('PERSID'),
  0x53: refused('STRING'),
  0x56: refused('UNICODE'),
  0x67: refused('GET'),
  0x6f: refused('OBJ'),
  0x70: refused('PUT'),
  0x81: refused('NEWOBJ'),
  0x82: refused('EXT1'),
  0x83: refused('EXT2'),
  0x84: refused('EXT4'),
  0x92: refused('NEWOBJ_EX'),
  0x96: refused('BYTEARRAY8'),
  0x97: refused('NEXT_BUFFER'),
  0x98: refused('READONLY_BUFFER'),
};

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
): { value: PickleValue; end: number } {
  const machine = new PickleMachine(bytes, start, host, file);
  for (let count = 0; count < MAX_OPCODES; count++) {
    const opcode = u8(machine);
    if (opcode === STOP) return { value: machine.pop(), end: machine.position };
    const step = OPCODES[opcode];
    if (!step) refuse('pickle-opcode', machine.at, { received: `0x${opcode.toString(16)}` });
    step(machine);
  }
  return refuse('pickle-size', file, { expected: MAX_OPCODES });
}
