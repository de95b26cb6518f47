import { expect, test } from 'vitest';
import { paintedSvg } from './svg-pen.ts';

test('what is painted is written in its order, with its colours, width and transparency', () => {
  const markup = paintedSvg(function* (pen) {
    pen.fillStyle = '#123456';
    pen.globalAlpha = 0.5;
    pen.fillRect(1, 2, 3, 4);
    yield;
    pen.globalAlpha = 1;
    pen.strokeStyle = '#abcdef';
    pen.lineWidth = 1.75;
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(1 / 3, 2);
    pen.stroke();
  });
  expect(markup).toBe(
    '<path d="M1,2h3v4h-3Z" fill="#123456" opacity="0.5"/>' +
      '<path d="M0,0L0.33,2" fill="none" stroke="#abcdef" stroke-width="1.75"/>',
  );
});
