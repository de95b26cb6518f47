/** What a pickle can hold here: plain data, and objects that the reader's host made. */
export type PickleValue =
  null | boolean | number | bigint | string | Uint8Array | PickleValue[] | PickleDict | PickleObject;

export type PickleDict = Map<PickleValue, PickleValue>;

/** What the host puts among the values: a class, a function, a thing that it made. */
export abstract class PickleObject {
  /** Named in refusals. */
  abstract readonly name: string;
}

/** A function that a pickle may call. */
export class PickleFunction extends PickleObject {
  constructor(
    readonly name: string,
    /** `at` is the place of the call, for refusals. */
    readonly call: (args: readonly PickleValue[], at: string) => PickleValue,
  ) {
    super();
  }
}

/**
 * The place of a class, a function or an object that Python would have made: it has a name and holds what the pickle
 * handed to it. Nothing is called and nothing is run.
 */
export class InertObject extends PickleObject {
  /** What it would have been called with. */
  arguments: readonly PickleValue[] | undefined;
  /** Its attributes, as BUILD would have set them. */
  state: PickleValue | undefined;
  /** What would have been put into a dictionary, a list or a set of its class. */
  items: PickleDict | undefined;
  elements: PickleValue[] | undefined;

  constructor(readonly name: string) {
    super();
  }
}

export interface PickleHost {
  /** The object that `module.name` stands for, undefined where it is to be refused. */
  findGlobal(name: string): PickleObject | undefined;
  /** The object that lies outside of the pickle. */
  loadPersistent(id: PickleValue, at: string): PickleValue;
}
