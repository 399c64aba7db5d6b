/** Coverage: which lines of a design no row of its trace is about. */
import { linesOf, type Trace } from './trace';

export interface DesignLine {
  readonly line: number;
  readonly text: string;
}

/** Lines of a design that can hold a requirement: entries of lists and rows of tables. Text and diagrams are up to the trace. */
export function requirementsIn(design: string): DesignLine[] {
  const lines = design.split('\n');
  let isCode = false;
  return lines.flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) isCode = !isCode;
    const isEntry = /^\s*([-*+]|\d+[.)])\s+\S/.test(text);
    const isRow = /^\s*\|/.test(text) && !isSeparator(text) && !isSeparator(lines[index + 1] ?? '');
    return !isCode && (isEntry || isRow) ? [{ line: index + 1, text: text.trim() }] : [];
  });
}

const isSeparator = (text: string): boolean => /^\s*\|[\s:|-]+\|?\s*$/.test(text) && text.includes('-');

/** Requirements of the design without a row. */
export function uncovered(design: string, { rows }: Pick<Trace, 'rows'>): DesignLine[] {
  const covered = new Set(rows.flatMap(linesOf));
  return requirementsIn(design).filter(({ line }) => !covered.has(line));
}

/** Rows whose lines the design does not have. */
export function strayRows(design: string, { rows }: Pick<Trace, 'rows'>): string[] {
  const { length } = design.split('\n');
  return rows.flatMap((row) =>
    linesOf(row).every((line) => Number.isInteger(line) && line >= 1 && line <= length) ? [] : [row.lines],
  );
}
