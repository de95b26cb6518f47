import { ownValue } from '#lib/own-key.ts';
import { escapedSigns, wellFormed } from '#lib/text.ts';

/** Text as a Python string literal; what a person wrote is never code, nor reads as another line of it. */
export const pyString = (text: string): string => escapedSigns(JSON.stringify(wellFormed(text)));

/** Text within a docstring: what a person wrote neither ends it nor is an escape; control characters are named. */
export const pyDoc = (text: string): string =>
  wellFormed(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('"""', '\\"\\"\\"')
    .replaceAll(/\p{C}/gu, (sign) => `\\U${sign.codePointAt(0)!.toString(16).padStart(8, '0')}`);

/** The widest line of arguments that is left alone. */
const WIDTH = 88;

/** A call or, without a callee, what stands between brackets; long lists of arguments go over several lines. */
export function call(callee: string, args: readonly string[], [open, close] = '()'): string {
  const line = args.join(', ');
  if (callee.length + line.length <= WIDTH) return `${callee}${open}${line}${close}`;
  const inner = ' '.repeat(12);
  return `${callee}${open}\n${args.map((arg) => `${inner}${arg},\n`).join('')}${' '.repeat(8)}${close}`;
}

/** Keyword arguments for those options that differ from their default. */
export function options(
  values: Readonly<Record<string, number | string | boolean | null>>,
  defaults: Readonly<Record<string, number | string | boolean | null>>,
): readonly string[] {
  const literal = (value: number | string | boolean | null): string => {
    if (value === null) return 'None';
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    return typeof value === 'string' ? pyString(value) : String(value);
  };
  return Object.entries(values).flatMap(([key, value]) =>
    value === ownValue(defaults, key) ? [] : [`${key}=${literal(value)}`],
  );
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Python's, and those of TorchScript's serialised code. */
const keywords = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield
  Ellipsis NoneType NotImplemented inf nan
`);

/**
 * What `torch.nn.Module`, `ModuleDict` and TorchScript's modules have under a public name, in any version from 1.10 on: a
 * module there would take the place of something that PyTorch needs.
 */
const moduleAttributes = words(`
  T_destination add_module apply bfloat16 bias buffers call_super_init children clear code code_with_constants compile
  cpu cuda define double dump dump_patches dump_to_str eval extra_repr float forward forward_magic_method get_buffer
  get_debug_state get_extra_state get_parameter get_submodule getattr graph graph_for half hasattr inlined_graph ipu
  items keys load_state_dict modules mtia named_buffers named_children named_modules named_parameters
  num_batches_tracked original_name parameters pop popitem qualified_name register_backward_hook register_buffer
  register_forward_hook register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook
  register_load_state_dict_post_hook register_load_state_dict_pre_hook register_module register_parameter
  register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ running_mean running_var save
  save_to_buffer set_extra_state set_submodule setattr setdefault share_memory state_dict to to_empty train training
  type update values weight xpu zero_grad
`);

/** A name that reads like another one and is made of what Python's names are made of. */
export const attributeLike = (name: string): string =>
  `${name.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^[^A-Za-z]/, 'n_$&')}_`;

/** Whether a module of that name can be written and read as `parent.name`, in TorchScript too. */
export const isAttribute = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !keywords.has(name) && !moduleAttributes.has(name);

/** Names of local variables in `forward`, each given once. */
export class Variables {
  private readonly taken = new Set(['self', 'x', 'torch', 'nn', 'F']);

  /** A variable that reads like the id. */
  of(id: string): string {
    const plain = id.replaceAll('-', '_');
    const base = /^[A-Za-z]/.test(plain) && !keywords.has(plain) ? plain : `n_${plain}`;
    let name = base;
    for (let count = 2; this.taken.has(name); count += 1) name = `${base}_${count}`;
    this.taken.add(name);
    return name;
  }
}
