import type { PickleMachine } from './pickle-machine.ts';
import { decimal, rawUnicode, real, unquoted } from './pickle-texts.ts';
import type { PickleValue } from './pickle-values.ts';
import { refuse } from './refuse.ts';

type Step = (machine: PickleMachine) => void;

const u8 = (m: PickleMachine) => m.view.getUint8(m.take(1));
const u16 = (m: PickleMachine) => m.view.getUint16(m.take(2), true);
const u32 = (m: PickleMachine) => m.view.getUint32(m.take(4), true);
const u64 = (m: PickleMachine) => Number(m.view.getBigUint64(m.take(8), true));

const push =
  (value: (m: PickleMachine) => PickleValue): Step =>
  (m) =>
    m.push(value(m));
const tuple = (count: number) => push((m) => m.list(m.popMany(count)));
const listToMark = push((m) => m.list(m.popToMark()));
/** Calls the second of two values, or makes an object of it, with the first: to what is inert that is the same. */
const call = push((m) => {
  const [target, args] = m.popMany(2);
  return m.reduce(target!, args!);
});
const refused =
  (name: string): Step =>
  (m) =>
    refuse('pickle-opcode', m.at, { received: name });

/**
 * The opcodes of protocols 0 to 5, but for those that need what no file of weights brings along: a registry of
 * extensions, buffers beside the pickle. Source: CPython, Lib/pickletools.py.
 */
export const OPCODES: Readonly<Record<number, Step>> = {
  0x80: (m) => m.take(1), // PROTO
  0x95: (m) => m.take(8), // FRAME
  0x28: (m) => m.mark(), // MARK
  0x30: (m) => m.pop(), // POP
  0x31: (m) => m.popToMark(), // POP_MARK
  0x32: push((m) => m.top()), // DUP
  0x4e: push(() => null), // NONE
  0x88: push(() => true), // NEWTRUE
  0x89: push(() => false), // NEWFALSE
  0x49: push((m) => decimal(m.takeLine())), // INT
  0x4c: push((m) => decimal(m.takeLine())), // LONG
  0x46: push((m) => real(m.takeLine())), // FLOAT
  0x4a: push((m) => m.view.getInt32(m.take(4), true)), // BININT
  0x4b: push(u8), // BININT1
  0x4d: push(u16), // BININT2
  0x8a: push((m) => m.takeInteger(u8(m))), // LONG1
  0x8b: push((m) => m.takeInteger(u32(m))), // LONG4
  0x47: push((m) => m.view.getFloat64(m.take(8))), // BINFLOAT
  0x53: push((m) => unquoted(m.takeLineBytes(Infinity))), // STRING
  0x56: push((m) => rawUnicode(m.takeLineBytes(Infinity))), // UNICODE
  0x54: push((m) => m.takeString(u32(m))), // BINSTRING
  0x55: push((m) => m.takeString(u8(m))), // SHORT_BINSTRING
  0x58: push((m) => m.takeText(u32(m))), // BINUNICODE
  0x8c: push((m) => m.takeText(u8(m))), // SHORT_BINUNICODE
  0x8d: push((m) => m.takeText(u64(m))), // BINUNICODE8
  0x42: push((m) => m.takeBinary(u32(m))), // BINBYTES
  0x43: push((m) => m.takeBinary(u8(m))), // SHORT_BINBYTES
  0x8e: push((m) => m.takeBinary(u64(m))), // BINBYTES8
  0x96: push((m) => m.takeBinary(u64(m))), // BYTEARRAY8
  0x29: push((m) => m.list()), // EMPTY_TUPLE
  0x5d: push((m) => m.list()), // EMPTY_LIST
  0x8f: push((m) => m.list()), // EMPTY_SET
  0x74: listToMark, // TUPLE
  0x6c: listToMark, // LIST
  0x91: listToMark, // FROZENSET
  0x85: tuple(1), // TUPLE1
  0x86: tuple(2), // TUPLE2
  0x87: tuple(3), // TUPLE3
  0x61: (m) => m.append(m.popMany(1)), // APPEND
  0x65: (m) => m.append(m.popToMark()), // APPENDS
  0x90: (m) => m.append(m.popToMark()), // ADDITEMS
  0x7d: push((m) => m.dict()), // EMPTY_DICT
  0x64: (m) => {
    // DICT
    const pairs = m.popToMark();
    m.push(m.dict());
    m.setItems(pairs);
  },
  0x73: (m) => m.setItems(m.popMany(2)), // SETITEM
  0x75: (m) => m.setItems(m.popToMark()), // SETITEMS
  0x70: (m) => m.remember(Number(m.takeLine())), // PUT
  0x71: (m) => m.remember(u8(m)), // BINPUT
  0x72: (m) => m.remember(u32(m)), // LONG_BINPUT
  0x94: (m) => m.remember(m.remembered), // MEMOIZE
  0x67: push((m) => m.recall(Number(m.takeLine()))), // GET
  0x68: push((m) => m.recall(u8(m))), // BINGET
  0x6a: push((m) => m.recall(u32(m))), // LONG_BINGET
  0x63: push((m) => m.global(m.takeLine(), m.takeLine())), // GLOBAL
  0x93: push((m) => {
    // STACK_GLOBAL
    const [module, name] = m.popMany(2);
    return m.global(module!, name!);
  }),
  0x50: push((m) => m.host.loadPersistent(m.takeLine(), m.at)), // PERSID
  0x51: push((m) => m.host.loadPersistent(m.pop(), m.at)), // BINPERSID
  0x52: call, // REDUCE
  0x81: call, // NEWOBJ
  0x92: push((m) => {
    // NEWOBJ_EX
    const [target, args, named] = m.popMany(3);
    return m.reduce(target!, m.list([args!, named!]));
  }),
  0x69: push((m) => {
    // INST
    const target = m.global(m.takeLine(), m.takeLine());
    return m.reduce(target, m.list(m.popToMark()));
  }),
  0x6f: push((m) => {
    // OBJ
    const [target = null, ...args] = m.popToMark();
    return m.reduce(target, m.list(args));
  }),
  0x62: (m) => m.build(m.pop()), // BUILD
  0x82: refused('EXT1'),
  0x83: refused('EXT2'),
  0x84: refused('EXT4'),
  0x97: refused('NEXT_BUFFER'),
  0x98: refused('READONLY_BUFFER'),
};
