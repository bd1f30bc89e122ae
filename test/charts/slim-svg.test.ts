import { describe, expect, it } from 'vitest';
import { slimSvg } from '../../src/charts/slim-svg.ts';

describe('slimSvg', () => {
  it('drops what a PDF has no use for, and keeps every drawn shape', () => {
    const svg =
      '<svg width="9"><g class="mark-rect" role="graphics-object" aria-label="a" opacity="1">' +
      '<path d="M0,0h310v270h-310Z"/><path transform="translate(0,0)" fill="#FFFFFF"/><path d="" fill="#FFFFFF"/>' +
      '<path d="M1.23456,2L-3.98765,4.5" stroke="#14262C"/></g></svg>';
    expect(slimSvg(svg)).toBe('<svg width="9"><g><path d="M1.23,2L-3.99,4.5" stroke="#14262C"/></g></svg>');
  });

  it('leaves words alone', () => {
    const svg = '<text>d="1.23456" class="a"</text>';
    expect(slimSvg(svg.replaceAll('"', '&quot;'))).toBe(svg.replaceAll('"', '&quot;'));
  });
});
