import type { DefinitionName } from './classes.ts';
import { attributeLike, isAttribute, pyString } from './python.ts';

/** A module of the network: where it stands, how it is made, and the tensors that it brings, in its own order. */
export interface PlacedModule {
  /** Names from the network down; empty for tensors that are the network's own. */
  readonly path: readonly string[];
  readonly text: string;
  readonly tensors: readonly string[];
}

interface Container {
  readonly kind: 'network' | 'group' | 'layer';
  readonly expression: string;
  /** Where its tensors stand by the attributes that hold it. */
  readonly attributes: readonly string[];
  /** By the names of the network. */
  readonly children: Map<string, Container>;
}

const isNumber = (name: string): boolean => /^\d+$/.test(name);

/** Writes the modules of a network into `__init__`, and knows how `forward` reaches them. */
export class ModuleTree {
  readonly lines: string[] = [];
  readonly used = new Set<DefinitionName>();
  private readonly root: Container = { kind: 'network', expression: 'self', attributes: [], children: new Map() };
  private readonly planned: ReadonlyMap<string, PlacedModule>;
  /** The names below each path. */
  private readonly below = new Map<string, Set<string>>();

  /** Registers modules in the order given, which is `state_dict`'s as far as groups allow. */
  constructor(private readonly modules: readonly PlacedModule[]) {
    this.planned = new Map(modules.map((module) => [module.path.join('.'), module]));
    for (const { path } of modules)
      path.forEach((name, depth) => {
        const parent = path.slice(0, depth).join('.');
        this.below.set(parent, (this.below.get(parent) ?? new Set()).add(name));
      });
    for (const { path, text } of modules) {
      if (path.length > 0) this.container(path);
      else {
        this.used.add('adopt');
        this.lines.push(`adopt(self, ${text})`);
      }
    }
  }

  /** The expression of a module. */
  at(path: readonly string[]): string {
    return this.container(path).expression;
  }

  /** Paths of the modules in the order wanted, where `state_dict` would come in another one. */
  reordered(): readonly string[] | undefined {
    const wanted = this.modules.flatMap(({ tensors }) => tensors);
    const natural = torchOrder(wanted.map((name) => [name.split('.'), name]));
    return natural.every((name, index) => name === wanted[index])
      ? undefined
      : [...new Set(wanted.map((name) => name.slice(0, Math.max(name.lastIndexOf('.'), 0))))];
  }

  /** Modules that stand under attributes of another name, which a `state_dict` has to be freed of: attributes → names. */
  renamed(): readonly (readonly [attributes: string, names: string])[] {
    return this.modules
      .map(({ path }) => [this.container(path).attributes.join('.'), path.join('.')] as const)
      .filter(([attributes, names]) => attributes !== names);
  }

  private container(path: readonly string[]): Container {
    let here = this.root;
    path.forEach((name, depth) => {
      const known = here.children.get(name);
      here = known ?? this.register(here, path.slice(0, depth + 1));
    });
    return here;
  }

  private register(parent: Container, path: readonly string[]): Container {
    const name = path.at(-1)!;
    const key = path.join('.');
    const module = this.planned.get(key);
    const numbered = parent.kind === 'group' && isNumber(name);
    const attribute = numbered ? name : this.attributeOf(parent, path);
    const expression = numbered ? `${parent.expression}[${pyString(name)}]` : `${parent.expression}.${attribute}`;
    // Numbers are no attributes, but keys of a ModuleDict.
    const group = [...(this.below.get(key) ?? [])].some(isNumber) ? 'nn.ModuleDict()' : 'nn.Module()';
    this.lines.push(`${expression} = ${module?.text ?? group}`);
    const attributes = [...parent.attributes, attribute];
    const child: Container = { kind: module ? 'layer' : 'group', expression, attributes, children: new Map() };
    parent.children.set(name, child);
    return child;
  }

  /** The name itself where a module can have it as an attribute, else one like it that no neighbour has. */
  private attributeOf(parent: Container, path: readonly string[]): string {
    const name = path.at(-1)!;
    // A layer has attributes of its own: kernel_size, bias …
    if (parent.kind !== 'layer' && isAttribute(name)) return name;
    const names = this.below.get(path.slice(0, -1).join('.'))!;
    const taken = new Set([...parent.children.values()].map(({ attributes }) => attributes.at(-1)));
    let attribute = attributeLike(name);
    while (!isAttribute(attribute) || names.has(attribute) || taken.has(attribute)) attribute += '_';
    return attribute;
  }
}

/** The order of a `state_dict`: a module's own tensors, then those of its children as they were registered. */
function torchOrder(entries: readonly (readonly [path: readonly string[], name: string])[]): readonly string[] {
  const own: string[] = [];
  const children = new Map<string, [readonly string[], string][]>();
  for (const [[first, ...rest], name] of entries) {
    const child = children.get(first!);
    if (rest.length === 0) own.push(name);
    else if (child) child.push([rest, name]);
    else children.set(first!, [[rest, name]]);
  }
  return [...own, ...[...children.values()].flatMap(torchOrder)];
}
