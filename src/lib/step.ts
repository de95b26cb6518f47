/** One thing by its name, or how many. */
interface Members {
  readonly name?: string;
  readonly count?: number;
}

/** Two ends of an edge, or what a value was and is. */
interface Ends {
  readonly from?: string;
  readonly to?: string;
}

/** What became of a level, or of several: `at` names them. */
interface LevelStep extends Ends {
  readonly at?: string;
  /** How many, where they are too many to be named. */
  readonly levels?: number;
  readonly what?: string;
}

/**
 * What each kind of step says of itself, in the names that things had when it was taken. Each value may be missing: in a
 * history of an earlier version, or of a network so large that names take long to find.
 */
export interface StepValues {
  open: { readonly name?: string };
  /** Another network was opened beside, closed, or exchanged with this one; the document is as it was. */
  'open-beside': { readonly name?: string };
  /** One by its name, or how many. */
  'close-beside': Members;
  'swap-beside': { readonly name?: string };
  restore: { readonly name?: string };
  /** `structure` is what was asked for; two blocks read as another one. */
  'set-structure': LevelStep & { readonly structure?: string };
  'edit-level': LevelStep;
  'set-attributes': Members & Ends & { readonly node?: string; readonly what?: string };
  'set-head': { readonly head?: string };
  rename: Ends;
  add: Members & Ends;
  insert: Members & Ends;
  mend: Members & Ends;
  remove: Members;
  connect: Ends;
  /** One edge, or how many. */
  disconnect: Ends & { readonly count?: number };
  'move-edge': Ends;
  reconnect: Ends;
  reorder: Ends;
  duplicate: Members;
  repeat: Members;
  paste: Members;
  group: { readonly count?: number };
  ungroup: Members;
  pin: Members;
  nudge: Members;
  distribute: Members;
  align: Members;
  release: Members;
  /** Of the computation, not of the document; `after` is all that is done to it then, as text. */
  intervene: Members & { readonly act?: string; readonly factor?: number; readonly after?: string };
  /** A step of another version of this program, by its kind there. */
  other: { readonly name?: string };
}

/** Every kind has its words in `messages`: a new one does not compile until it has them. */
export type StepKind = keyof StepValues;

/** What a person would call one step of the history: data, no prose. */
export type StepLabel = { [K in StepKind]: { readonly kind: K; readonly values?: StepValues[K] } }[StepKind];
