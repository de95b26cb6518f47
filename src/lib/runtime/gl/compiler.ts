import { IssueError } from '#lib/issue.ts';
import { turn } from '#lib/runtime/compute/pacer.ts';
import { checkContext, type GlContext } from './context.ts';
import { vertexShader } from './programs/frame.ts';
import { keyOfProgram, type Program } from './programs/program.ts';
import { shaderOf } from './programs/programs.ts';

/** A program that is ready to draw; locations of uniforms by name. */
export interface Compiled {
  readonly program: WebGLProgram;
  readonly uniforms: ReadonlyMap<string, WebGLUniformLocation>;
}

/** Compiles every program once; those that are asked for together compile side by side where the driver can. */
export class Compiler {
  readonly #started = new Map<string, WebGLProgram>();
  readonly #ready = new Map<string, Compiled>();
  #vertex: WebGLShader | undefined;

  constructor(private readonly context: GlContext) {}

  get count(): number {
    return this.#ready.size;
  }

  /** Starts to compile; returns at once. */
  start(program: Program): void {
    const key = keyOfProgram(program);
    if (this.#started.has(key)) return;
    const { gl, tile } = this.context;
    this.#vertex ??= this.#shader(gl.VERTEX_SHADER, vertexShader);
    const fragment = this.#shader(gl.FRAGMENT_SHADER, shaderOf(program, tile));
    const linked = gl.createProgram();
    gl.attachShader(linked, this.#vertex);
    gl.attachShader(linked, fragment);
    gl.linkProgram(linked);
    // It goes with the program.
    gl.deleteShader(fragment);
    this.#started.set(key, linked);
  }

  /** The program, once it is compiled. Throws an IssueError where the driver refuses it. */
  async get(program: Program): Promise<Compiled> {
    const key = keyOfProgram(program);
    const known = this.#ready.get(key);
    if (known) return known;
    this.start(program);
    const { gl, parallel } = this.context;
    const linked = this.#started.get(key)!;
    while (parallel && !gl.isContextLost() && !gl.getProgramParameter(linked, parallel.COMPLETION_STATUS_KHR))
      await turn();
    checkContext(this.context);
    if (!gl.getProgramParameter(linked, gl.LINK_STATUS)) {
      const log = (gl.getAttachedShaders(linked) ?? []).map((shader) => gl.getShaderInfoLog(shader) ?? '').join('\n');
      const received = `${program.kind}: ${gl.getProgramInfoLog(linked) ?? ''} ${log}`;
      throw new IssueError([{ kind: 'shader-failed', at: 'run', received }]);
    }
    const compiled = { program: linked, uniforms: this.#prepare(linked) };
    this.#ready.set(key, compiled);
    return compiled;
  }

  #shader(type: GLenum, source: string): WebGLShader {
    const { gl } = this.context;
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    return shader;
  }

  /** Finds the uniforms, and binds samplers to their units: s0, s1, …, then the weights. */
  #prepare(program: WebGLProgram): ReadonlyMap<string, WebGLUniformLocation> {
    const { gl } = this.context;
    gl.useProgram(program);
    const found = new Map<string, WebGLUniformLocation>();
    const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) as number;
    for (let i = 0; i < count; i += 1) {
      const name = gl.getActiveUniform(program, i)!.name.replace('[0]', '');
      const location = gl.getUniformLocation(program, name)!;
      found.set(name, location);
      if (name === 'weights') gl.uniform1i(location, WEIGHTS_UNIT);
      else if (/^s\d+$/.test(name)) gl.uniform1i(location, Number(name.slice(1)));
    }
    return found;
  }

  dispose(): void {
    const { gl } = this.context;
    for (const program of this.#started.values()) gl.deleteProgram(program);
    if (this.#vertex) gl.deleteShader(this.#vertex);
    this.#started.clear();
    this.#ready.clear();
    this.#vertex = undefined;
  }
}

/** The texture unit of weights; WebGL 2 promises 16. */
export const WEIGHTS_UNIT = 15;
