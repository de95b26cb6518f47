import type { DefinitionName } from './classes.ts';
import { isAttribute, pyString } from './python.ts';

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
  readonly children: Map<string, Container>;
}

/** Writes the modules of a network into `__init__`, and knows how `forward` reaches them. */
export class ModuleTree {
  readonly lines: string[] = [];
  readonly used = new Set<DefinitionName>();
  private readonly root: Container = { kind: 'network', expression: 'self', children: new Map() };
  private readonly planned: ReadonlyMap<string, PlacedModule>;

  /** Registers modules in the order given, which is `state_dict`'s as far as groups allow. */
  constructor(private readonly modules: readonly PlacedModule[]) {
    this.planned = new Map(modules.map((module) => [module.path.join('.'), module]));
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

  private container(path: readonly string[]): Container {
    let here = this.root;
    path.forEach((name, depth) => {
      const known = here.children.get(name);
      here = known ?? this.register(here, name, this.planned.get(path.slice(0, depth + 1).join('.')));
    });
    return here;
  }

  private register(parent: Container, name: string, module?: PlacedModule): Container {
    const expression = member(parent, name);
    if (!module) this.used.add('Group');
    this.lines.push(`${expression} = ${module?.text ?? 'Group()'}`);
    const child: Container = { kind: module ? 'layer' : 'group', expression, children: new Map() };
    parent.children.set(name, child);
    return child;
  }
}

function member({ kind, expression }: Container, name: string): string {
  if (kind !== 'layer' && isAttribute(name)) return `${expression}.${name}`;
  return kind === 'group' ? `${expression}[${pyString(name)}]` : `${expression}._modules[${pyString(name)}]`;
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
