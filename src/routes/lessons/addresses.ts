import { resolve } from '$app/paths';

/** The whole address of a page of this site. */
const whole = (path: string): string => new URL(path, location.href).href;

export const workspaceAddress = (): string => whole(resolve('/workspace/'));
export const lessonsAddress = (): string => resolve('/lessons');
