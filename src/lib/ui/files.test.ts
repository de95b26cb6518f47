import { describe, expect, it } from 'vitest';
import { accepts } from './files.ts';

describe('which files are taken', () => {
  const photo = { name: 'Cat.JPG', type: 'image/jpeg' };
  const weights = { name: 'dla34.safetensors', type: '' };

  it('by type, by family of types and by the end of the name', () => {
    expect(accepts(photo, 'image/*')).toBe(true);
    expect(accepts(photo, 'image/png, image/jpeg')).toBe(true);
    expect(accepts(photo, '.jpg')).toBe(true);
    expect(accepts(weights, '.safetensors,.pth')).toBe(true);
  });

  it('and no others, unless nothing is asked for', () => {
    expect(accepts(weights, 'image/*')).toBe(false);
    expect(accepts(photo, 'image/png')).toBe(false);
    expect(accepts({ name: 'x.safetensors.txt', type: 'text/plain' }, '.safetensors')).toBe(false);
    expect(accepts(weights, '')).toBe(true);
  });
});
