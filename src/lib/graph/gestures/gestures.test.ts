import { unwrap } from '#lib/issue.ts';
import { describe, expect, it } from 'vitest';
import { after, edgesOf, graph, toy } from '#tests/graph/toy.ts';
import { connecting, idle, type ConnectEvent, type ConnectState } from './connect.ts';
import { dropped } from './drop.ts';
import type { Pointer, Step } from './gesture.ts';
import { caught, lassoing, noLasso, type LassoEvent, type LassoState } from './lasso.ts';
import { moving, still, type MoveEvent, type MoveState } from './move.ts';
import { perform } from './perform.ts';

/** A pointer on a canvas at zoom 2. */
const at = (x: number, y: number): Pointer => ({ at: [x, y], screen: [2 * x, 2 * y] });

/** Runs a machine through events: the last state and all intents on the way. */
function run<State, Event, Intent>(
  machine: (state: State, event: Event) => Step<State, Intent>,
  start: State,
  ...events: readonly Event[]
): [State, readonly Intent[]] {
  const intents: Intent[] = [];
  const last = events.reduce((state, event) => {
    const [next, intent] = machine(state, event);
    if (intent) intents.push(intent);
    return next;
  }, start);
  return [last, intents];
}
const connectBy = (...events: readonly ConnectEvent[]) =>
  run<ConnectState, ConnectEvent, unknown>(connecting, idle, ...events);
const moveBy = (...events: readonly MoveEvent[]) => run<MoveState, MoveEvent, unknown>(moving, still, ...events);
const lassoBy = (...events: readonly LassoEvent[]) =>
  run<LassoState, LassoEvent, unknown>(lassoing, noLasso, ...events);

describe('connecting', () => {
  const down: ConnectEvent = { type: 'down', pointer: at(0, 0), start: { from: 'a' } };
  const connection = { kind: 'connect', connection: { from: 'a', to: 'j', input: 1 } };

  it('[E1] by dragging: the edge is drawn where it is let go', () => {
    const drag: ConnectEvent = { type: 'move', pointer: at(30, 5), over: { to: 'j', input: 1 } };
    expect(connectBy(down, drag)[0]).toMatchObject({ mode: 'dragging', over: { to: 'j', input: 1 } });
    expect(connectBy(down, drag, { type: 'up', pointer: at(30, 5), over: { to: 'j', input: 1 } })).toEqual([
      idle,
      [connection],
    ]);
  });

  it('[E12] an edge that is taken up at its start comes from the node that it is let go on, or is cut', () => {
    const start = { from: 'j', lifted: { to: 'j', input: 1 }, turned: true };
    const lifted: readonly ConnectEvent[] = [
      { type: 'down', pointer: at(0, 0), start },
      { type: 'move', pointer: at(30, 5) },
    ];
    const end = { to: 'j', input: 1 };
    expect(connectBy(...lifted, { type: 'up', pointer: at(30, 5), over: { to: 'b' } })[1]).toEqual([
      { kind: 'reconnect', end, from: 'b' },
    ]);
    expect(connectBy(...lifted, { type: 'up', pointer: at(30, 5) })[1]).toEqual([{ kind: 'disconnect', end }]);
    expect(connectBy(...lifted, { type: 'up', pointer: at(0, 0), over: { to: 'j' } })[1]).toEqual([]);
  });

  it('[E2] a drop on nothing, on the same node, or Esc drops the draft', () => {
    const drag: ConnectEvent = { type: 'move', pointer: at(30, 5) };
    expect(connectBy(down, drag, { type: 'up', pointer: at(30, 5) })).toEqual([idle, []]);
    expect(connectBy(down, drag, { type: 'up', pointer: at(0, 0), over: { to: 'a' } })).toEqual([idle, []]);
    expect(connectBy(down, drag, { type: 'cancel' }, { type: 'up', pointer: at(9, 9), over: { to: 'j' } })).toEqual([
      idle,
      [],
    ]);
  });

  it('[E3] by tap and tap; a hand that trembles by a pixel still taps', () => {
    const tap: readonly ConnectEvent[] = [
      down,
      { type: 'move', pointer: at(0.5, 0) },
      { type: 'up', pointer: at(0.5, 0) },
    ];
    expect(connectBy(...tap)[0]).toEqual({ mode: 'armed', start: { from: 'a' } });
    expect(connectBy(...tap, { type: 'down', pointer: at(9, 9), over: { to: 'j', input: 1 } })).toEqual([
      idle,
      [connection],
    ]);
    expect(connectBy(...tap, { type: 'down', pointer: at(9, 9) })).toEqual([idle, []]);
    expect(connectBy(...tap, { type: 'cancel' })).toEqual([idle, []]);
  });

  it('[E4] by keys: round the ports that fit, both ways', () => {
    const targets = [{ to: 'b' }, { to: 'c' }, { to: 'j', input: 1 }];
    const choose: ConnectEvent = { type: 'choose', start: { from: 'a' }, targets };
    expect(connectBy(choose, { type: 'previous' }, { type: 'accept' })).toEqual([idle, [connection]]);
    expect(connectBy(choose, { type: 'next' }, { type: 'next' }, { type: 'next' })[0]).toMatchObject({ at: 0 });
    expect(connectBy(choose, { type: 'cancel' }, { type: 'accept' })).toEqual([idle, []]);
    expect(connectBy({ type: 'choose', start: { from: 'a' }, targets: [] })).toEqual([idle, []]);
  });

  it('[E5] the end of an edge that is taken up moves, or goes when it is let go on nothing', () => {
    const end = { to: 'j', input: 0 };
    const lift: ConnectEvent = { type: 'down', pointer: at(0, 0), start: { from: 'a', lifted: end } };
    const drag: ConnectEvent = { type: 'move', pointer: at(30, 5) };
    expect(connectBy(lift, drag, { type: 'up', pointer: at(30, 5) })[1]).toEqual([{ kind: 'disconnect', end }]);
    expect(connectBy(lift, drag, { type: 'up', pointer: at(30, 5), over: { to: 'k' } })[1]).toEqual([
      { kind: 'move-edge', end, target: { to: 'k' } },
    ]);
    expect(connectBy(lift, { type: 'up', pointer: at(0, 0), over: { to: 'j' } })).toEqual([idle, []]);
  });
});

describe('moving', () => {
  const down: MoveEvent = {
    type: 'down',
    pointer: at(10, 10),
    places: new Map([
      ['a', [0, 0]],
      ['b', [72, 0]],
    ]),
  };

  it('[E6] what is dragged is pinned where it is let go', () => {
    expect(moveBy(down, { type: 'move', pointer: at(20, 30) })[0]).toMatchObject({ mode: 'moving', by: [10, 20] });
    expect(moveBy(down, { type: 'move', pointer: at(20, 30) }, { type: 'up', pointer: at(20, 31) })).toEqual([
      still,
      [
        {
          kind: 'pin',
          places: new Map([
            ['a', [10, 21]],
            ['b', [82, 21]],
          ]),
        },
      ],
    ]);
  });

  it('[E7] a click pins nothing, Esc puts back, keys nudge', () => {
    expect(moveBy(down, { type: 'move', pointer: at(11, 10) }, { type: 'up', pointer: at(11, 10) })).toEqual([
      still,
      [],
    ]);
    expect(
      moveBy(down, { type: 'move', pointer: at(90, 0) }, { type: 'cancel' }, { type: 'up', pointer: at(90, 0) }),
    ).toEqual([still, []]);
    expect(moveBy({ type: 'nudge', places: new Map([['a', [1, 2]]]), by: [0, -8] })[1]).toEqual([
      { kind: 'nudge', places: new Map([['a', [1, -6]]]) },
    ]);
  });
});

describe('lassoing', () => {
  //  a triangle (0,0) (40,0) (0,40)
  const draw: readonly LassoEvent[] = [
    { type: 'down', pointer: at(0, 0), shift: true },
    { type: 'move', pointer: at(40, 0) },
    { type: 'move', pointer: at(40.5, 0) },
  ];

  it('[E8] catches what has its centre inside the line', () => {
    const [state, intents] = lassoBy(...draw, { type: 'up', pointer: at(0, 40) });
    const points = [
      [0, 0],
      [40, 0],
      [0, 40],
    ] as const;
    expect([state, intents]).toEqual([noLasso, [{ kind: 'select', points, adds: true }]]);
    const among = [
      { id: 'in', x: 10, y: 10 },
      { id: 'out', x: 30, y: 30 },
    ];
    expect(caught(points, among)).toEqual(['in']);
  });

  it('[E9] a click selects nothing, Esc changes nothing', () => {
    const click = lassoBy({ type: 'down', pointer: at(5, 5), shift: false }, { type: 'up', pointer: at(5, 5) });
    expect(click[1]).toEqual([{ kind: 'select', points: [], adds: false }]);
    expect(caught([], [{ id: 'a', x: 0, y: 0 }])).toEqual([]);
    expect(lassoBy(...draw, { type: 'cancel' }, { type: 'up', pointer: at(0, 40) })).toEqual([noLasso, []]);
  });
});

describe('dropping', () => {
  it('[E10] on an edge, on a node, on nothing', () => {
    const edge = { to: 'b', input: 0 };
    expect(dropped('step', [1, 2], { edge })).toEqual({ kind: 'insert', entry: 'step', edge });
    expect(dropped('step', [1, 2], { node: 'a' })).toEqual({ kind: 'add', entry: 'step', selection: ['a'] });
    expect(dropped('step', [1, 2])).toEqual({ kind: 'add', entry: 'step', selection: [], at: [1, 2] });
  });
});

describe('perform', () => {
  const chain = graph({ a: '', b: 'a', j: 'b' });

  it('[E11] every intent is one command', () => {
    const edges = (intent: Parameters<typeof perform>[1]) => edgesOf(after(chain, perform(chain, intent, toy)));
    const end = { to: 'j', input: 0 };
    expect(edges({ kind: 'connect', connection: { from: 'a', to: 'j' } }).j).toBe('b a');
    expect(edges({ kind: 'move-edge', end: { to: 'b', input: 0 }, target: { to: 'j' } })).toEqual({
      a: '',
      b: '',
      j: 'b a',
    });
    expect(edges({ kind: 'disconnect', end }).j).toBe('');
    expect(edges({ kind: 'insert', entry: 'step', edge: end })).toMatchObject({ step: 'b', j: 'step' });
    expect(edges({ kind: 'add', entry: 'step', selection: ['b'] }).step).toBe('b');
    expect(unwrap(perform(chain, { kind: 'pin', places: new Map([['a', [1, 2]]]) }, toy)).positions).toHaveLength(1);
  });
});
