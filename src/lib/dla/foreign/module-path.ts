/** Names that an exporter made up for tensors: PyTorch's of weights that it folded, and bare numbers. */
const MADE_UP = /^(?:onnx::|\d+$)|[/:]/;
const ROLE = /^(.*)\.(?:weight|bias|running_mean|running_var)$/s;

/** Modules that stand in each other deeper than this have the names of the outer ones. */
const DEEPEST = 40;
const cut = (path: readonly string[]): readonly string[] => path.slice(0, DEEPEST);

/** The module of tensors, outermost first, by names as `layer1.0.conv1.weight`; empty where they say none. */
export function tensorPath(tensors: readonly string[]): readonly string[] {
  for (const tensor of tensors) {
    const module = MADE_UP.test(tensor) ? undefined : ROLE.exec(tensor)?.[1];
    if (module !== undefined) return cut(module.split('.').filter((part) => part !== ''));
  }
  return [];
}

/** The module of an operator by its own name, `/layer1/layer1.0/conv1/Conv`, as PyTorch's exporter writes it. */
export function scopePath(name: string): readonly string[] {
  const path: string[] = [];
  // The last part is the operator.
  for (const scope of name.split('/').slice(0, -1)) {
    if (scope === '') continue;
    const parts = scope.split('.').filter((part) => part !== '');
    // A sequence's children have its name in theirs: `layer1`, then `layer1.0`.
    if (parts[0] === path.at(-1) && parts.length > 1) path.pop();
    for (const part of parts) path.push(part);
  }
  return cut(path);
}

/** The modules that two paths have in common, from the outside in. */
export function commonPath(a: readonly string[], b: readonly string[]): readonly string[] {
  const end = a.findIndex((part, index) => part !== b[index]);
  return end < 0 ? a : a.slice(0, end);
}

/** What of a draft tells whether the names of operators can be believed. */
interface Named {
  readonly kind: string;
  readonly path: readonly string[];
  readonly label: string;
  readonly tensors: ReadonlyMap<string, unknown>;
}

/** What operators' names say of modules, and whether they say where these stand. */
export interface Scopes {
  /** PyTorch leaves out modules that are not called: then parts of many levels have one name, and it says nothing. */
  readonly whole: boolean;
  /** What the module of an operator is called. */
  hint(label: string): string | undefined;
}

export function scopesOf(drafts: readonly Named[]): Scopes {
  const all = new Set(drafts.map(({ label }) => scopePath(label).join('/')));
  // One of a name that was there before has a number behind it.
  const plain = (scope: readonly string[]): readonly string[] => {
    const base = /^(.+)_\d+$/.exec(scope.at(-1) ?? '')?.[1];
    const other = base === undefined ? scope : [...scope.slice(0, -1), base];
    return all.has(other.join('/')) ? other : scope;
  };
  const seen = new Set<string>();
  const whole = drafts.every(({ kind, path, label, tensors }) => {
    const scope = scopePath(label);
    if (tensors.size === 0 || scope.length === 0) return true;
    const key = JSON.stringify([kind, plain(scope)]);
    const isNew = seen.size < seen.add(key).size;
    return isNew && (path.length === 0 || path.join('.') === scope.join('.'));
  });
  // A number alone says nothing: the part of a sequence is called as that is.
  return { whole, hint: (label) => plain(scopePath(label)).findLast((part) => !/^\d+$/.test(part)) };
}
