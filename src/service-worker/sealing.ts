import { all, embedded } from './headers.json';

/**
 * The response with what a host should say with every answer (docs/hosting.md), whatever the host said: many cannot be told
 * to say anything, and what was kept of a page is no answer to the same with `?embed`, a figure for other sites' frames.
 */
export function sealed(response: Response, asked: URL): Response {
  const { body, status, statusText } = response;
  const headers = new Headers(response.headers);
  const sealing = asked.searchParams.has('embed') ? { ...all, ...embedded } : all;
  for (const [name, value] of Object.entries(sealing)) headers.set(name, value);
  return new Response(body, { status, statusText, headers });
}
